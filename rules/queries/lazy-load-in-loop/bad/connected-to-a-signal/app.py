from blinker import Namespace
from flask import Flask

from models import Hive, session

app = Flask(__name__)
signals = Namespace()
visited = signals.signal("visited")


@visited.connect
def note(hive):
    print(hive.site.name)  # expect: lazy-load-in-loop


@app.route("/visit")
def visit():
    for hive in session.query(Hive).all():
        visited.send(hive)
    return "done"
