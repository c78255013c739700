from models import Release
from pyramid.view import view_config


@view_config(route_name="releases", renderer="json")
def releases(request):
    rows = request.db.query(Release).filter(Release.yanked.is_(False)).all()
    return [{"version": release.version, "project": release.project.name} for release in rows]  # expect: lazy-load-in-loop
