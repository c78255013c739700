CREATE TABLE items AS SELECT * FROM parts;
CREATE INDEX ix_items_low ON items (quantity);
