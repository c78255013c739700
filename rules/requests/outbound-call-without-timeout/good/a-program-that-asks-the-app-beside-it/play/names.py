import requests

URL = "http://localhost:5000/names"


def names():
    for line in requests.get(URL, stream=True).iter_lines():
        yield line


if __name__ == "__main__":
    print(list(names()))
