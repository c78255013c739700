import os

from flask import Flask

app = Flask(__name__)

if os.environ.get("WATCH_MEMORY"):
    from watch import pages

    app.register_blueprint(pages)
