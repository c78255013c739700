CREATE TABLE orders (id INTEGER PRIMARY KEY, state VARCHAR(10));
CREATE INDEX idx_orders_state ON orders (state);
