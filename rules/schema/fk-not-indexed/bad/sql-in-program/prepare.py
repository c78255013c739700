import sqlite3


def prepare(path):
    cursor = sqlite3.connect(path).cursor()
    cursor.execute("""
        CREATE TABLE IF NOT EXISTS parcel (
            id INTEGER PRIMARY KEY,
            sender_id INTEGER,
            route_id INTEGER,
            FOREIGN KEY (sender_id) REFERENCES sender (id),
            -- expect: fk-not-indexed
            FOREIGN KEY (route_id) REFERENCES route (id)
        )
    """)
    cursor.execute("CREATE INDEX IF NOT EXISTS idx_parcel_sender ON parcel (sender_id)")
