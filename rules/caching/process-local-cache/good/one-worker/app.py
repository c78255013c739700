from flask import Flask
from flask_caching import Cache

app = Flask(__name__)
app.config["CACHE_TYPE"] = "SimpleCache"
cache = Cache(app)


@app.route("/")
@cache.cached(timeout=60)
def index():
    return "ok"
