"""Posters, whose paper sizes are kept in a cache that a helper fills."""

from flask import Flask, jsonify
from flask_caching import Cache
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)
cache = Cache(app, config={"CACHE_TYPE": "RedisCache"})


class Setting(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    key = db.Column(db.String(40), unique=True)
    value = db.Column(db.Text)


class Poster(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    size = db.Column(db.String(4))

    def paper(self):
        return settings.get("papers")


class Settings:
    def get(self, key):
        value = cache.get(f"setting/{key}")
        if value is not None:
            return value
        value = Setting.query.filter_by(key=key).one().value
        self._update_cache(key, value)
        return value

    def _update_cache(self, key, value):
        cache.set(f"setting/{key}", value)


settings = Settings()


@app.route("/posters")
def posters():
    return jsonify([poster.paper() for poster in Poster.query.limit(200)])
