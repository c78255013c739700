from db import SessionLocal


class Tracks:
    def __init__(self, session):
        self.session = session

    @classmethod
    def open(cls):
        session = SessionLocal()
        return cls(session)


class Report:
    def __init__(self):
        session = SessionLocal()
        self.session = session


def open_session():
    session = SessionLocal()
    return session
