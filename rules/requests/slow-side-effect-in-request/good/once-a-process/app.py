import subprocess

from flask import Flask

app = Flask(__name__)
_release = None


class Tools:
    _found = None

    @classmethod
    def found(cls):
        if cls._found is None:
            cls._found = subprocess.run(["git", "--version"], capture_output=True).stdout
        return cls._found


def release():
    global _release
    if _release is not None:
        return _release
    _release = asked()
    return _release


def asked():
    return subprocess.run(["git", "describe"], capture_output=True).stdout


@app.get("/release")
def show_release():
    return release()


@app.get("/tools")
def show_tools():
    return Tools.found()
