import sqlite3

connection = sqlite3.connect("app.db")
connection.execute("PRAGMA journal_mode=WAL")
