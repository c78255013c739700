from flask import Flask, render_template, send_from_directory

app = Flask(__name__, static_folder=None)


@app.route("/")
def index():
    return render_template("index.html", text="hello")


@app.route("/static/<path:filename>", endpoint="static")
def files(filename):
    return send_from_directory("static", filename, max_age=86400)
