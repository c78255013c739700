-- expect: redundant-index
CREATE INDEX idx_orders_by_state ON orders (state);
