from celery import Task

from models import Hive, session


class Weigh(Task):
    name = "weigh"

    def __init__(self):
        self.query = session.query(Hive)

    def run(self):
        return [hive.site.name for hive in self.query.all()]  # expect: lazy-load-in-loop
