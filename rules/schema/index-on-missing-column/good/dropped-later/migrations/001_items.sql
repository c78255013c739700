CREATE TABLE items (id integer PRIMARY KEY, old integer);
CREATE INDEX ix_items_old ON items (old);
