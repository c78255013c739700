import json

import pandas
from flask import Flask, request

app = Flask(__name__)


@app.route("/hours")
def hours():
    text = json.dumps({"day": [1, 2], "hours": [int(request.args["a"]), 8]}, default=str)
    frame = pandas.read_json(text)
    return {"rows": len(frame)}
