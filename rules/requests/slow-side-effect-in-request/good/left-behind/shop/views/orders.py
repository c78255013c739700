from ..server import app


@app.get("/orders")
def orders():
    return {}
