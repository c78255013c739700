import boto3
from flask import Flask

app = Flask(__name__)


def bucket():
    return boto3.client("s3")  # expect: http-client-per-call


@app.get("/file/<name>")
def file(name):
    return bucket().get_object(Bucket="b", Key=name)["Body"].read()


@app.get("/file/<name>/address")
def address(name):
    store = boto3.client("s3")  # expect: http-client-per-call
    store.head_object(Bucket="b", Key=name)
    return store.generate_presigned_url("get_object", Params={"Bucket": "b", "Key": name})
