from flask import Flask, render_template
from datetime import timedelta

app = Flask(__name__)
app.config["SEND_FILE_MAX_AGE_DEFAULT"] = timedelta(days=365)


@app.route("/")
def index():
    return render_template("index.html", text="hello")
