from flask import Flask, render_template
from flask_compress import Compress

compress = Compress()


def create_app():
    app = Flask(__name__)
    compress.init_app(app)

    @app.route("/")
    def index():
        return render_template("index.html", text="hello")

    return app
