import pandas as pd  # expect: heavy-import-at-top
from flask import Blueprint

bp = Blueprint("reports", __name__)


@bp.get("/report")
def report():
    return pd.DataFrame({"a": [1]}).to_csv()


@bp.get("/")
def index():
    return "ok"
