-- expect: index-build-blocks-writes
CREATE INDEX ix_orders_state ON orders (state);
