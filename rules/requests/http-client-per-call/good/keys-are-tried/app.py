import boto3
from flask import Flask, request

app = Flask(__name__)


@app.post("/settings/storage/test")
def try_keys():
    client = boto3.client("s3", aws_access_key_id=request.form["id"], aws_secret_access_key=request.form["key"])
    return {"buckets": len(client.list_buckets()["Buckets"])}
