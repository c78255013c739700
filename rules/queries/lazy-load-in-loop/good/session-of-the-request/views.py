from models import Release
from pyramid.view import view_config
from sqlalchemy.orm import joinedload


@view_config(route_name="releases", renderer="json")
def releases(request):
    query = request.db.query(Release).filter(Release.yanked.is_(False))
    rows = query.options(joinedload(Release.project)).all()
    return [{"version": release.version, "project": release.project.name} for release in rows]
