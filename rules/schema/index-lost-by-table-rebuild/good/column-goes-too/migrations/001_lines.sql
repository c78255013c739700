CREATE TABLE lines (id INTEGER PRIMARY KEY, sku TEXT);
CREATE INDEX ix_lines_sku ON lines (sku);
