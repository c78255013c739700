-- expect: table-without-primary-key
CREATE TABLE events (happened_at TEXT, message TEXT);
