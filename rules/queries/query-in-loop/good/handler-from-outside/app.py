import os

from flask import Flask
from somewhere.else_ import views

app = Flask(__name__)


def local():
    return "here"


# One of two: nothing of the tree has been entered when the other one is called.
handler = views.outside if os.environ.get("OUTSIDE") else local
app.add_url_rule("/", view_func=handler)
