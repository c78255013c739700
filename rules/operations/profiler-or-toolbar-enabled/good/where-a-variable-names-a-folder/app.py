import os

from flask import Flask
from werkzeug.middleware.profiler import ProfilerMiddleware

app = Flask(__name__)


def configure(app):
    folder = os.environ.get("PROFILES")
    if folder is None:
        return
    app.wsgi_app = ProfilerMiddleware(app.wsgi_app, profile_dir=folder)


configure(app)
