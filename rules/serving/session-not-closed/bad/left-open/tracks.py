from psycopg2.pool import ThreadedConnectionPool
from sqlalchemy import text

from db import SessionLocal, engine

pool = ThreadedConnectionPool(1, 10, "dbname=app")


def count():
    session = SessionLocal()  # expect: session-not-closed
    return session.execute(text("SELECT count(*) FROM track")).scalar()


def titles():
    connection = engine.connect()  # expect: session-not-closed
    return connection.execute(text("SELECT title FROM track")).all()


def newest():
    connection = pool.getconn()  # expect: session-not-closed
    cursor = connection.cursor()
    cursor.execute("SELECT title FROM track ORDER BY id DESC LIMIT 1")
    return cursor.fetchone()
