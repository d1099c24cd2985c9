-- Schedules that start runs. start_at and end_at are milliseconds, as people write years that nanoseconds do not reach;
-- fired counts the fire times dealt with, the last of which is fired_at.
CREATE TABLE recurring_runs (
  recurring_run_id TEXT PRIMARY KEY,
  namespace TEXT NOT NULL,
  experiment_id TEXT NOT NULL,
  display_name TEXT NOT NULL,
  description TEXT NOT NULL,
  run_name TEXT NOT NULL,
  document_digest BLOB,
  pipeline_id TEXT,
  pipeline_version_id TEXT,
  parameters TEXT NOT NULL,
  pipeline_root TEXT,
  service_account TEXT NOT NULL,
  cron TEXT,
  zone TEXT NOT NULL,
  interval_seconds BIGINT,
  start_at BIGINT,
  end_at BIGINT,
  max_concurrency INTEGER NOT NULL,
  catch_up INTEGER NOT NULL,
  enabled INTEGER NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  resumed_at BIGINT,
  fired BIGINT NOT NULL,
  fired_at BIGINT,
  fired_problem TEXT
);
CREATE INDEX recurring_runs_by_creation ON recurring_runs (namespace, created_at, recurring_run_id);
CREATE INDEX recurring_runs_by_experiment ON recurring_runs (experiment_id, created_at, recurring_run_id);
CREATE INDEX recurring_runs_by_document ON recurring_runs (namespace, document_digest);

-- The recurring run that a run is of, which may be gone.
ALTER TABLE runs ADD COLUMN recurring_run_id TEXT;
CREATE INDEX runs_by_recurring_run ON runs (recurring_run_id, created_at, run_id) WHERE recurring_run_id IS NOT NULL;
CREATE INDEX runs_unfinished_by_recurring_run ON runs (recurring_run_id) WHERE recurring_run_id IS NOT NULL AND phase IN ('PENDING', 'RUNNING', 'CANCELING', 'PAUSED');
