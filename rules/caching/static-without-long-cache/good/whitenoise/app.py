from flask import Flask, render_template
from whitenoise import WhiteNoise

app = Flask(__name__)
app.wsgi_app = WhiteNoise(app.wsgi_app, root="static/", prefix="static/", max_age=31536000)


@app.route("/")
def index():
    return render_template("index.html", text="hello")
