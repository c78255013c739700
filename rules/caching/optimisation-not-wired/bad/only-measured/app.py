import sqlite3

from monitoring import log_pool_stats
from pool import get_pool


def probe():
    pool = get_pool()  # expect: optimisation-not-wired
    log_pool_stats(pool)


def rows():
    return sqlite3.connect("app.db").execute("SELECT 1").fetchall()
