from flask import Flask

from reports import bp

app = Flask(__name__)
app.register_blueprint(bp)
