-- The first schema. Times are nanoseconds since 1970 in UTC, flags 0 or 1, JSON as penstock.store.codec writes it.

CREATE TABLE ownership (
  singleton INTEGER PRIMARY KEY CHECK (singleton = 1),
  namespace TEXT NOT NULL,
  epoch BIGINT NOT NULL
);

-- Next free number of each kind of thing that has an int64 on the wire; taken in blocks.
CREATE TABLE numbers (
  name TEXT PRIMARY KEY,
  namespace TEXT NOT NULL,
  next_free BIGINT NOT NULL
);

-- Plans, documents and large values, each once under its SHA-256.
CREATE TABLE blobs (
  namespace TEXT NOT NULL,
  digest BLOB NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY (namespace, digest)
);

-- What journals and projections of a run refer to; blobs that nothing refers to are removed with the run.
CREATE TABLE blob_uses (
  namespace TEXT NOT NULL,
  digest BLOB NOT NULL,
  run_no BIGINT NOT NULL,
  PRIMARY KEY (run_no, digest)
) WITHOUT ROWID;
CREATE INDEX blob_uses_by_digest ON blob_uses (namespace, digest);

CREATE TABLE runs (
  run_no INTEGER PRIMARY KEY,
  namespace TEXT NOT NULL,
  run_id TEXT NOT NULL UNIQUE,
  experiment_id TEXT NOT NULL,
  display_name TEXT NOT NULL,
  resource_name TEXT NOT NULL,
  description TEXT NOT NULL,
  pipeline_id TEXT,
  pipeline_version_id TEXT,
  pipeline_name TEXT NOT NULL,
  pipeline_root TEXT NOT NULL,
  service_account TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  scheduled_at BIGINT NOT NULL,
  parameters TEXT NOT NULL,
  plan_digest BLOB NOT NULL,
  document_digest BLOB NOT NULL,
  archived INTEGER NOT NULL,
  phase TEXT NOT NULL,
  generation INTEGER NOT NULL,
  started_at BIGINT,
  finished_at BIGINT,
  problem TEXT,
  quarantine TEXT,
  outputs TEXT,
  history TEXT NOT NULL,
  sequence BIGINT NOT NULL,
  sealed BIGINT NOT NULL,
  live_attempts INTEGER NOT NULL,
  pending INTEGER NOT NULL,
  running INTEGER NOT NULL,
  succeeded INTEGER NOT NULL,
  skipped INTEGER NOT NULL,
  failed INTEGER NOT NULL,
  canceling INTEGER NOT NULL,
  canceled INTEGER NOT NULL,
  paused INTEGER NOT NULL
);
CREATE INDEX runs_by_creation ON runs (namespace, created_at, run_id);
CREATE INDEX runs_by_storage ON runs (namespace, archived, created_at, run_id);
CREATE INDEX runs_by_experiment ON runs (experiment_id, created_at, run_id);
CREATE INDEX runs_by_phase ON runs (namespace, phase, created_at, run_id);
CREATE INDEX runs_by_name ON runs (namespace, display_name COLLATE NOCASE, run_id);
CREATE INDEX runs_unfinished ON runs (created_at) WHERE phase IN ('PENDING', 'RUNNING', 'CANCELING', 'PAUSED');
CREATE INDEX runs_unsealed ON runs (finished_at) WHERE finished_at IS NOT NULL AND sealed < sequence;

-- Runs by what lists filter on most, so that their totals need no counting.
CREATE TABLE run_totals (
  namespace TEXT NOT NULL,
  experiment_id TEXT NOT NULL,
  archived INTEGER NOT NULL,
  phase TEXT NOT NULL,
  total BIGINT NOT NULL,
  PRIMARY KEY (namespace, experiment_id, archived, phase)
) WITHOUT ROWID;

-- Removed runs whose rows are still being cleared away.
CREATE TABLE purges (
  run_no INTEGER PRIMARY KEY,
  namespace TEXT NOT NULL
);

CREATE TABLE run_events (
  run_no BIGINT NOT NULL,
  sequence BIGINT NOT NULL,
  namespace TEXT NOT NULL,
  at BIGINT NOT NULL,
  type TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (run_no, sequence)
) WITHOUT ROWID;

-- Stretches of the journals of ended runs, compressed; what came later is in run_events.
CREATE TABLE sealed_events (
  run_no BIGINT NOT NULL,
  last_sequence BIGINT NOT NULL,
  namespace TEXT NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY (run_no, last_sequence)
);

-- Task runs as the journal left them; priority orders them for people, version is the event that last changed them.
CREATE TABLE tasks (
  execution_no INTEGER PRIMARY KEY,
  namespace TEXT NOT NULL,
  run_no BIGINT NOT NULL,
  task_id BLOB NOT NULL,
  path TEXT NOT NULL,
  display_name TEXT NOT NULL,
  component TEXT NOT NULL,
  kind TEXT NOT NULL,
  phase TEXT NOT NULL,
  priority INTEGER NOT NULL,
  version BIGINT NOT NULL,
  generation INTEGER NOT NULL,
  attempt INTEGER NOT NULL,
  started_at BIGINT,
  finished_at BIGINT,
  problem TEXT,
  skip_kind TEXT,
  skip_text TEXT,
  inputs TEXT NOT NULL,
  outputs TEXT
);
CREATE UNIQUE INDEX tasks_by_id ON tasks (run_no, task_id);
CREATE INDEX tasks_by_priority ON tasks (run_no, priority, version DESC);

-- Attempts; those that are PENDING, RUNNING or CANCELING are what a restart launches again or attaches to.
CREATE TABLE attempts (
  execution_no BIGINT NOT NULL,
  generation INTEGER NOT NULL,
  number INTEGER NOT NULL,
  namespace TEXT NOT NULL,
  phase TEXT NOT NULL,
  host TEXT NOT NULL,
  epoch BIGINT NOT NULL,
  scheduled_at BIGINT NOT NULL,
  started_at BIGINT,
  finished_at BIGINT,
  exit_code INTEGER,
  problem TEXT,
  facts TEXT,
  PRIMARY KEY (execution_no, generation, number)
) WITHOUT ROWID;

-- Artifacts outlive their run: dropped ones wait until their bytes are collected.
CREATE TABLE artifacts (
  artifact_no INTEGER PRIMARY KEY,
  namespace TEXT NOT NULL,
  run_no BIGINT NOT NULL,
  execution_no BIGINT NOT NULL,
  name TEXT NOT NULL,
  schema_title TEXT NOT NULL,
  schema_version TEXT NOT NULL,
  uri TEXT NOT NULL,
  digest TEXT,
  size_bytes BIGINT NOT NULL,
  metadata TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  dropped INTEGER NOT NULL
);
CREATE INDEX artifacts_by_run ON artifacts (run_no);

CREATE TABLE experiments (
  experiment_id TEXT PRIMARY KEY,
  namespace TEXT NOT NULL,
  name TEXT NOT NULL,
  description TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  last_run_at BIGINT,
  archived INTEGER NOT NULL,
  UNIQUE (namespace, name)
);
CREATE INDEX experiments_by_creation ON experiments (namespace, created_at, experiment_id);

CREATE TABLE pipelines (
  pipeline_id TEXT PRIMARY KEY,
  namespace TEXT NOT NULL,
  name TEXT NOT NULL,
  display_name TEXT NOT NULL,
  description TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  UNIQUE (namespace, name)
);
CREATE INDEX pipelines_by_creation ON pipelines (namespace, created_at, pipeline_id);

CREATE TABLE pipeline_versions (
  version_no INTEGER PRIMARY KEY,
  version_id TEXT NOT NULL UNIQUE,
  namespace TEXT NOT NULL,
  pipeline_id TEXT NOT NULL REFERENCES pipelines (pipeline_id),
  name TEXT NOT NULL,
  display_name TEXT NOT NULL,
  description TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  code_source_url TEXT NOT NULL,
  document_digest BLOB NOT NULL,
  UNIQUE (pipeline_id, name)
);
CREATE INDEX pipeline_versions_by_creation ON pipeline_versions (pipeline_id, created_at, version_id);
CREATE INDEX pipeline_versions_by_document ON pipeline_versions (namespace, document_digest);

-- Tags of pipelines and pipeline versions.
CREATE TABLE tags (
  owner_id TEXT NOT NULL,
  name TEXT NOT NULL,
  namespace TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (owner_id, name)
) WITHOUT ROWID;
