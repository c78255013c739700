from flask import Flask
from flask_caching import Cache

app = Flask(__name__)
cache = Cache()  # expect: optimisation-not-wired
cache.init_app(app)


@app.route("/")
@cache.cached(timeout=60)
def home():
    return "home"
