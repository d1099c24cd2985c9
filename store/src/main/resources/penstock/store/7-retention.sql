-- What is kept of ended runs, and whose bytes may go.

-- A kept run goes only when somebody deletes it. When logs and artifacts of a run went by a rule; null while they stay.
ALTER TABLE runs ADD COLUMN kept INTEGER NOT NULL DEFAULT 0;
ALTER TABLE runs ADD COLUMN logs_gone_at BIGINT;
ALTER TABLE runs ADD COLUMN artifacts_gone_at BIGINT;
CREATE INDEX runs_by_end ON runs (experiment_id, phase, finished_at) WHERE finished_at IS NOT NULL;
CREATE INDEX runs_with_logs ON runs (experiment_id, phase, finished_at)
  WHERE finished_at IS NOT NULL AND logs_gone_at IS NULL;
CREATE INDEX runs_with_artifacts ON runs (experiment_id, phase, finished_at)
  WHERE finished_at IS NOT NULL AND artifacts_gone_at IS NULL;

-- How long files of a run stay after its end, as its pipeline asks; in nanoseconds.
ALTER TABLE runs ADD COLUMN files_succeeded BIGINT;
ALTER TABLE runs ADD COLUMN files_failed BIGINT;
CREATE INDEX runs_with_file_limits ON runs (finished_at)
  WHERE finished_at IS NOT NULL AND logs_gone_at IS NULL
  AND (files_succeeded IS NOT NULL OR files_failed IS NOT NULL);

-- Removed runs whose files are still to be removed.
ALTER TABLE purges ADD COLUMN run_id TEXT NOT NULL DEFAULT '';
CREATE TABLE removed_runs (
  run_no INTEGER PRIMARY KEY,
  namespace TEXT NOT NULL,
  run_id TEXT NOT NULL
);

-- Owned bytes lie where the run that made them was told to put them; what lies elsewhere is not ours to delete.
-- A dropped artifact is 1 while nothing but results may refer to it, 2 while its bytes are being deleted, and 3 when
-- they are gone and its run is not.
ALTER TABLE artifacts ADD COLUMN owned INTEGER NOT NULL DEFAULT 0;
UPDATE artifacts SET owned = 1 WHERE EXISTS (SELECT 1 FROM runs r
  WHERE r.run_no = artifacts.run_no AND INSTR(artifacts.uri, '/' || r.run_id || '/') > 0);
CREATE INDEX artifacts_dropped ON artifacts (dropped, artifact_no) WHERE dropped <> 0;

-- Artifacts that results refer to, written once a run lets go of its artifacts; number 0 for a result that has none.
CREATE TABLE cache_artifacts (
  entry_no BIGINT NOT NULL,
  artifact_no BIGINT NOT NULL,
  namespace TEXT NOT NULL,
  PRIMARY KEY (entry_no, artifact_no)
) WITHOUT ROWID;
CREATE INDEX cache_artifacts_by_artifact ON cache_artifacts (artifact_no);
