-- Results of earlier task runs, by fingerprint.

-- What a run may take from earlier ones; null for the rules that held before there were any.
ALTER TABLE runs ADD COLUMN caching TEXT;

-- What a program's result depends on, and what looking for an earlier one came to.
ALTER TABLE tasks ADD COLUMN fingerprint BLOB;
ALTER TABLE tasks ADD COLUMN cache TEXT;
CREATE INDEX tasks_by_fingerprint ON tasks (run_no, fingerprint) WHERE fingerprint IS NOT NULL;

-- Entries outlive the runs that made them, so they hold everything themselves.
CREATE TABLE cache_entries (
  entry_no INTEGER PRIMARY KEY,
  namespace TEXT NOT NULL,
  pipeline_name TEXT NOT NULL,
  fingerprint BLOB NOT NULL,
  component TEXT NOT NULL,
  run_id TEXT NOT NULL,
  path TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  parts TEXT NOT NULL,
  outputs TEXT NOT NULL,
  hits BIGINT NOT NULL,
  last_hit_at BIGINT
);
CREATE INDEX cache_entries_by_fingerprint ON cache_entries (namespace, pipeline_name, fingerprint);
CREATE INDEX cache_entries_by_component ON cache_entries (namespace, pipeline_name, component);
CREATE INDEX cache_entries_by_path ON cache_entries (namespace, pipeline_name, path);
CREATE INDEX cache_entries_by_run ON cache_entries (run_id);

-- Task runs that took an artifact which another one made: it stays as long as one of them does.
CREATE TABLE artifact_uses (
  artifact_no BIGINT NOT NULL,
  run_no BIGINT NOT NULL,
  execution_no BIGINT NOT NULL,
  namespace TEXT NOT NULL,
  PRIMARY KEY (artifact_no, run_no, execution_no)
) WITHOUT ROWID;
CREATE INDEX artifact_uses_by_run ON artifact_uses (run_no);
