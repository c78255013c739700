from flask import Flask
from flask_caching import Cache

app = Flask(__name__)
app.config.from_envvar("SETTINGS")
cache = Cache()
cache.init_app(app)


@app.route("/")
@cache.cached(timeout=60)
def home():
    return "home"
