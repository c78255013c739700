CREATE TABLE items (id integer PRIMARY KEY, quantity_on_hand integer);
-- expect: index-on-missing-column
CREATE INDEX ix_items_low ON items (quantity);
