from flask import Flask, render_template, request

app = Flask(__name__)


@app.route("/")
def index():
    return render_template("index.html")


@app.after_request
def headers(response):
    if request.path.startswith("/account"):
        response.headers["Cache-Control"] = "no-store"
    return response
