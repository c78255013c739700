from flask import Flask, render_template
import gzip

app = Flask(__name__)


@app.after_request
def compress(response):
    response.direct_passthrough = False
    response.data = gzip.compress(response.data)
    response.headers["Content-Encoding"] = "gzip"
    return response


@app.route("/")
def index():
    return render_template("index.html", text="hello")
