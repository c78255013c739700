-- expect: redundant-index
CREATE INDEX IF NOT EXISTS ix_files_project_id ON files (project_id);
