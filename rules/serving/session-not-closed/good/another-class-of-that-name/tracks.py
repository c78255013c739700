from requests import Session


def load():
    session = Session()
    return session.get("https://tracks.example.org", timeout=3).json()
