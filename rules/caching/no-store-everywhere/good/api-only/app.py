from flask import Flask

app = Flask(__name__)


@app.route("/api/tracks")
def tracks():
    return {"tracks": []}


@app.after_request
def headers(response):
    response.headers["Cache-Control"] = "no-store"
    return response
