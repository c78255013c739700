CREATE TABLE tills (id SERIAL PRIMARY KEY, shop_id INTEGER);
CREATE INDEX IF NOT EXISTS ix_tills_shop ON tills (shop_id);
CREATE INDEX IF NOT EXISTS ix_tills_shop ON tills (shop_id);
