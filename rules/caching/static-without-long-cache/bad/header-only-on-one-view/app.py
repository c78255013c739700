from flask import Flask, render_template

app = Flask(__name__)  # expect: static-without-long-cache


@app.route("/")
def index():
    return render_template("index.html", text="hello")


@app.route("/feed")
def feed():
    response = app.make_response("feed")
    response.headers["Cache-Control"] = "max-age=60"
    return response
