from flask import Flask
from flask_caching import Cache

from extensions import compress

cache = Cache(config={"CACHE_TYPE": "RedisCache"})


def create_app():
    app = Flask(__name__)
    for extension in (cache,):
        extension.init_app(app)
    compress.init_app(app)
    return app
