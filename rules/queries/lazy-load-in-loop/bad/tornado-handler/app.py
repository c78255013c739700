from tornado.web import Application, RequestHandler

from models import Hive, session


class Base(RequestHandler):
    def prepare(self):
        self.hives = session.query(Hive)


class HiveList(Base):
    def get(self):
        hives = self.hives.limit(int(self.get_argument("limit", 100)))
        self.write({"hives": [hive.site.name for hive in hives]})  # expect: lazy-load-in-loop


def make_app():
    return Application([(r"/hives/?", HiveList)])
