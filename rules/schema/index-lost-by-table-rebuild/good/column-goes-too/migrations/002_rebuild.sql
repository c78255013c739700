CREATE TABLE lines_new (id INTEGER PRIMARY KEY);
INSERT INTO lines_new SELECT id FROM lines;
DROP TABLE lines;
ALTER TABLE lines_new RENAME TO lines;
