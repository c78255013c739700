import io

import pandas
from flask import Flask, request

app = Flask(__name__)


@app.route("/hours", methods=["POST"])
def hours():
    sent = request.files["hours"]
    return {"rows": len(pandas.read_csv(sent))}


@app.route("/shifts", methods=["POST"])
def shifts():
    data = request.files["shifts"].read()
    return {"rows": len(pandas.read_excel(io.BytesIO(data)))}
