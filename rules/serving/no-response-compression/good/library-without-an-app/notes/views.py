from flask import Blueprint, render_template

notes = Blueprint("notes", __name__, template_folder="templates")


@notes.route("/")
def index():
    return render_template("index.html", text="hello")
