import boto3
from flask import Flask

app = Flask(__name__)


@app.get("/report/<name>/address")
def address(name):
    store = boto3.client("s3")
    links = {}
    for action in ("get_object", "head_object"):
        links[action] = store.generate_presigned_url(action, Params={"Bucket": "reports", "Key": name})
    return links


@app.get("/form/<name>")
def form(name):
    return boto3.client("s3").generate_presigned_post("forms", name)
