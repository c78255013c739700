from flask import Flask
from flask_compress import Compress

compress = Compress()  # expect: optimisation-not-wired


def create_app():
    app = Flask(__name__)
    return app
