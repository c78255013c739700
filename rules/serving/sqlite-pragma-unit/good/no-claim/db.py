import sqlite3


def connect():
    connection = sqlite3.connect("boats.db")
    connection.execute("PRAGMA cache_size=10000")  # a larger cache
    return connection
