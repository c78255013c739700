import os

from flask import Flask
from werkzeug.middleware.profiler import ProfilerMiddleware

app = Flask(__name__)
if os.environ.get("PROFILE"):
    app.wsgi_app = ProfilerMiddleware(app.wsgi_app)
