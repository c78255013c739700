CREATE INDEX IF NOT EXISTS ix_quotes_project ON quotes (project_id);
