CREATE TABLE tokens (id SERIAL PRIMARY KEY, value INTEGER, owner INTEGER);
CREATE UNIQUE INDEX ux_tokens_value ON tokens (value);
-- expect: redundant-index
CREATE UNIQUE INDEX ux_tokens_value_owner ON tokens (value, owner);
