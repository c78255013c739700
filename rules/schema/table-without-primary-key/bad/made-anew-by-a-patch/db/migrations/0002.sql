CREATE TABLE visits_new (place text, day date, guests int);
INSERT INTO visits_new SELECT place, day, 1 FROM visits;
DROP TABLE visits;
ALTER TABLE visits_new RENAME TO visits;
