CREATE TABLE shops (id SERIAL PRIMARY KEY);

CREATE TABLE tills (
    id SERIAL PRIMARY KEY,
    shop_id INTEGER REFERENCES shops (id),
    FOREIGN KEY (shop_id) REFERENCES shops (id)
);
CREATE INDEX ix_tills_shop ON tills (shop_id);
CREATE INDEX IF NOT EXISTS ix_tills_shop ON tills (shop_id);
