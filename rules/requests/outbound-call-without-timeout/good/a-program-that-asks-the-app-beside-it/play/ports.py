import requests


def names(port):
    return requests.get(f"http://0.0.0.0:{port}/names").json()


if __name__ == "__main__":
    print(names(5000))
