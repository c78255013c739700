from flask import Flask, render_template

app = Flask(__name__)


@app.route("/")
def index():
    return render_template("index.html")


@app.route("/api/jobs")
def jobs():
    return {"jobs": []}


@app.route("/api/jobs/<int:job_id>")
def job(job_id):
    return {"id": job_id}
