CREATE TABLE projects_new (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    client_id INTEGER REFERENCES clients (id), -- expect: fk-not-indexed
    name TEXT NOT NULL
);
INSERT INTO projects_new SELECT id, client_id, name FROM projects;
DROP TABLE projects;
ALTER TABLE projects_new RENAME TO projects;
