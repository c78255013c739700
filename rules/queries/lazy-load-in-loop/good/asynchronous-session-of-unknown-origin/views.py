from models import Release
from sqlalchemy import select


async def releases(request):
    rows = (await request.state.db.scalars(select(Release))).all()
    return [{"version": release.version, "project": release.project.name} for release in rows]
