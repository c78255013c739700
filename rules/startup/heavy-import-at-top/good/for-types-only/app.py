from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

from flask import Flask

app = Flask(__name__)


@app.get("/")
def index():
    return "ok"


def rows(frame: "pd.DataFrame"):
    return list(frame)
