import time

from flask import Flask

app = Flask(__name__)
ASSET_VERSION = str(int(time.time()))  # expect: assets-not-fingerprinted


@app.context_processor
def versions():
    return {"asset_version": ASSET_VERSION}
