from pyramid.view import view_config, view_defaults

from models import Hive, Site, session


@view_config(route_name="hives", renderer="templates/hives.html")
def hives(request):
    return {"hives": session.query(Hive).order_by(Hive.name).all()}


@view_defaults(route_name="frames", renderer="yard:templates/frames.jinja2")
class FrameViews:
    def __init__(self, request):
        self.request = request
        self.hives = request.db.query(Hive)

    @view_config(request_method="GET")
    def shown(self):
        return {"hives": self.hives.all()}


@view_config(route_name="site", context=Site, renderer="templates/site.html")
def site(site, request):
    return {"site": site, "hives": session.query(Hive).filter(Hive.site_id == site.id).all()}


def includeme(config):
    config.add_route("hives", "/hives")
    config.add_route("frames", "/frames")
    config.add_route("site", "/sites/{id}")
