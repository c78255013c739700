from flask import Flask, render_template

app = Flask(__name__)  # expect: no-response-compression


@app.route("/")
def index():
    return render_template("home/index.html")
