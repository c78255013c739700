CREATE TABLE files (id INTEGER PRIMARY KEY, project_id INTEGER, name INTEGER);
CREATE INDEX ix_files_project ON files (project_id);
