INSERT INTO orders (id, state) SELECT id, state FROM incoming;
CREATE INDEX ix_orders_state ON orders (state);
