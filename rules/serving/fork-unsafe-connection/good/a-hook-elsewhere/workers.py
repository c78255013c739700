from app import app, db


def begin():
    with app.app_context():
        db.engine.dispose(close=False)
