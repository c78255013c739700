ALTER TABLE lines RENAME TO lines_old;
CREATE TABLE lines (id INTEGER PRIMARY KEY, sku TEXT NOT NULL);
INSERT INTO lines SELECT id, sku FROM lines_old;
-- expect: index-lost-by-table-rebuild
DROP TABLE lines_old;
