import time

from flask import Flask

app = Flask(__name__)


@app.route("/health")
def health():
    start = time.time()
    time.sleep(0.01)
    return {"seconds": time.time() - start}
