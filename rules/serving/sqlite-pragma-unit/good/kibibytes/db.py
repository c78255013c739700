import sqlite3


def connect():
    connection = sqlite3.connect("boats.db")
    connection.execute("PRAGMA cache_size=-10000")  # 10 MB cache
    return connection
