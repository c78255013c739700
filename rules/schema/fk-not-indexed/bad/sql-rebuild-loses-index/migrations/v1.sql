CREATE TABLE clients (id INTEGER PRIMARY KEY AUTOINCREMENT);
CREATE TABLE projects (id INTEGER PRIMARY KEY AUTOINCREMENT, client_id INTEGER REFERENCES clients (id), name TEXT);
CREATE INDEX ix_projects_client ON projects (client_id);
