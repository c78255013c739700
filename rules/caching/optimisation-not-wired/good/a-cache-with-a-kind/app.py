from flask import Flask
from flask_caching import Cache

app = Flask(__name__)
cache = Cache()
cache.init_app(app, config={"CACHE_TYPE": "SimpleCache"})


@app.route("/")
@cache.cached(timeout=60)
def home():
    return "home"
