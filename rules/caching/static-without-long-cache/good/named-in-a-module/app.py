from flask import Flask, render_template

from settings_loader import load

app = Flask(__name__)
load(app)


@app.route("/")
def index():
    return render_template("index.html")
