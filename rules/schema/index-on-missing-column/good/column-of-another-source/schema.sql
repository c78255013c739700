CREATE TABLE items (id integer PRIMARY KEY);
CREATE INDEX ix_items_low ON items (quantity);
