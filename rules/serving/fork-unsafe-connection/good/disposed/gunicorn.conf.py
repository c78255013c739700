workers = 4
preload_app = True


def post_fork(server, worker):
    from app import app, db

    with app.app_context():
        db.engine.dispose(close=False)
