DROP INDEX ix_jobs_machine;
