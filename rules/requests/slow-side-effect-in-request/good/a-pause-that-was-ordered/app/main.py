import random
import time

from flask import Flask, request

app = Flask(__name__)


@app.route("/play/slow")
def slow():
    wanted = int(request.args.get("milliseconds", "100"))
    around = random.uniform(wanted * 0.9, wanted * 1.1)
    time.sleep(around / 1000)
    return "slept"
