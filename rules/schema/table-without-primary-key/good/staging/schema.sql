CREATE TABLE staging_events (happened_at TEXT, message TEXT);
