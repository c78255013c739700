-- The shorter one enforces a rule that the wider one does not.
CREATE TABLE codes (id INTEGER PRIMARY KEY, code INTEGER, kind INTEGER);
CREATE UNIQUE INDEX ux_codes_code ON codes (code);
CREATE INDEX ix_codes_code_kind ON codes (code, kind);
