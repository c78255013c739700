from flask import Flask

app = Flask(__name__)


@app.get("/")
def index():
    return "ok"


if __name__ == "__main__":
    import subprocess

    subprocess.run(["npm", "run", "build"], check=True)
    app.run()
