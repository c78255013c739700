import sqlite3


def prepare(path):
    connection = sqlite3.connect(path, timeout=5)
    connection.executescript("CREATE TABLE IF NOT EXISTS visits (page TEXT NOT NULL, at INTEGER NOT NULL);")
    return connection
