import time

from flask import Flask, Response

app = Flask(__name__)


@app.get("/events")
def events():
    def stream():
        while True:
            yield "data: tick\n\n"
            time.sleep(1)

    return Response(stream(), mimetype="text/event-stream")
