import pandas
from flask import Flask, request

app = Flask(__name__)


@app.route("/hours", methods=["POST"])
def hours():
    sent = request.files["hours"]
    return {"rows": len(pandas.read_csv(sent))}
