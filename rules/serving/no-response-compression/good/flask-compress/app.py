from flask import Flask, render_template
from flask_compress import Compress

app = Flask(__name__)
Compress(app)


@app.route("/")
def index():
    return render_template("index.html", text="hello")
