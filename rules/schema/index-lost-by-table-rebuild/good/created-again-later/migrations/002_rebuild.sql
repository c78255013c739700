CREATE TABLE lines_new (id INTEGER PRIMARY KEY, sku TEXT NOT NULL);
INSERT INTO lines_new SELECT id, sku FROM lines;
DROP TABLE lines;
ALTER TABLE lines_new RENAME TO lines;
