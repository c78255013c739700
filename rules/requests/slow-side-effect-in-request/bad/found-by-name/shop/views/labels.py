import subprocess

from ..server import app


@app.post("/labels")
def print_all():
    subprocess.run(["lpr", "all.pdf"])  # expect: slow-side-effect-in-request
    return {}
