CREATE INDEX ix_jobs_state ON jobs (state);
