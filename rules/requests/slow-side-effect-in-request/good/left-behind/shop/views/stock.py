from ..server import app


@app.get("/stock")
def stock():
    return {}
