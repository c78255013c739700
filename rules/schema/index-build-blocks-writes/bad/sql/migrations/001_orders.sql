CREATE TABLE orders (id integer PRIMARY KEY, state text);
CREATE INDEX ix_orders_id_state ON orders (id, state);
