CREATE INDEX ix_lines_by_sku ON lines (sku);
