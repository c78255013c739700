import requests


def faces_of(path):
    found = requests.post("http://localhost:8005/faces", json={"path": path})  # expect: outbound-call-without-timeout
    return found.json()
