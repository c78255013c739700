CREATE INDEX ix_files_project_name ON files (project_id, name);
DROP INDEX ix_files_project;
