CREATE MATERIALIZED VIEW orders_by_state AS SELECT state, count(*) AS orders FROM orders GROUP BY state;
CREATE UNIQUE INDEX ix_orders_by_state ON orders_by_state (state);
