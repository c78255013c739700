from flask import Flask, render_template


class Notes(Flask):
    def get_send_file_max_age(self, filename):
        return 3600


app = Notes(__name__)


@app.route("/")
def index():
    return render_template("index.html", text="hello")
