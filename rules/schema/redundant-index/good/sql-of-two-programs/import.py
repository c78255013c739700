def prepare(cursor):
    cursor.execute("CREATE TABLE IF NOT EXISTS parcel (id INTEGER PRIMARY KEY, weight INTEGER)")
    cursor.execute("CREATE INDEX IF NOT EXISTS idx_import_weight ON parcel (weight)")
