from framework import RequestHandler
from models import Project, Session


class ProjectHandler(RequestHandler):
    def __init__(self):
        self.project = None

    def prepare(self, project_id):
        self.project = Session().query(Project).filter(Project.id == project_id).one()


class ReleasesHandler(ProjectHandler):
    def get(self):
        found = []
        for release in self.project.releases:
            found.append({"version": release.version, "uploader": release.uploader.name})  # expect: lazy-load-in-loop
        return found
