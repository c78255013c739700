from flask import Flask, render_template

app = Flask(__name__)


@app.route("/exports")
def exports():
    return render_template("exports.html", running=True)
