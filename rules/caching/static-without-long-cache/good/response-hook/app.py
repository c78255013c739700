from flask import Flask, render_template

app = Flask(__name__)


@app.after_request
def keep(response):
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response


@app.route("/")
def index():
    return render_template("index.html", text="hello")
