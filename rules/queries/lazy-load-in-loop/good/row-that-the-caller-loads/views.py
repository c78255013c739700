from models import Project, Release
from sqlalchemy.orm import selectinload


def uploaders(project: Project):
    return [release.uploader.name for release in project.releases]


def show(request):
    option = selectinload(Project.releases).joinedload(Release.uploader)
    project = request.db.query(Project).options(option).first()
    return uploaders(project)
