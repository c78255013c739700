from dataclasses import dataclass

from models import Release
from sqlalchemy.orm import Session


class Releases:
    def __init__(self, session: Session):
        self.session = session

    def newest(self):
        return self.session.query(Release).order_by(Release.id.desc()).all()


@dataclass
class Feed:
    session: Session

    def entries(self):
        rows = self.session.query(Release).all()
        return [f"{row.project.name} {row.version}" for row in rows]  # expect: lazy-load-in-loop


def announce(releases: Releases):
    for release in releases.newest():
        print(release.project.name)  # expect: lazy-load-in-loop
