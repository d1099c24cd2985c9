-- Lists that stay quick among a million runs: what they filter by stands in the index that gives their order.

DROP INDEX runs_by_creation;
CREATE INDEX runs_by_creation ON runs (namespace, created_at, run_id, archived, phase, display_name);
DROP INDEX runs_by_storage;
CREATE INDEX runs_by_storage ON runs (namespace, archived, created_at, run_id, phase, display_name);
DROP INDEX runs_by_experiment;
CREATE INDEX runs_by_experiment ON runs (experiment_id, created_at, run_id, archived, phase, display_name);
DROP INDEX runs_by_phase;
CREATE INDEX runs_by_phase ON runs (namespace, phase, created_at, run_id, archived, display_name);
CREATE INDEX runs_by_version ON runs (namespace, COALESCE(pipeline_version_id, ''), created_at, run_id);
CREATE INDEX runs_by_finish ON runs (namespace, COALESCE(finished_at, 0), run_id);
CREATE INDEX runs_by_schedule ON runs (namespace, scheduled_at, run_id);

CREATE INDEX runs_by_id ON runs (namespace, run_id);

-- Text is ordered by the letters alone, an underscore before a hyphen; as it was written it is compared.
DROP INDEX runs_by_name;
CREATE INDEX runs_by_name ON runs (namespace, LOWER(REPLACE(display_name, '_', '!')), run_id, display_name);
CREATE INDEX experiments_by_name ON experiments (namespace, LOWER(REPLACE(name, '_', '!')), experiment_id, name);
CREATE INDEX pipelines_by_name ON pipelines (namespace, LOWER(REPLACE(name, '_', '!')), pipeline_id, name);
CREATE INDEX pipelines_by_title
  ON pipelines (namespace, LOWER(REPLACE(display_name, '_', '!')), pipeline_id, display_name);
CREATE INDEX versions_by_name ON pipeline_versions (pipeline_id, LOWER(REPLACE(name, '_', '!')), version_id, name);
CREATE INDEX versions_by_title
  ON pipeline_versions (pipeline_id, LOWER(REPLACE(display_name, '_', '!')), version_id, display_name);

-- Lengths of whole lists: scope is the namespace of experiments and pipelines, the pipeline of versions.
CREATE TABLE list_totals (
  list TEXT NOT NULL,
  scope TEXT NOT NULL,
  namespace TEXT NOT NULL,
  total BIGINT NOT NULL,
  PRIMARY KEY (list, scope)
) WITHOUT ROWID;
INSERT INTO list_totals (list, scope, namespace, total)
  SELECT 'experiments', namespace, namespace, COUNT(*) FROM experiments GROUP BY namespace;
INSERT INTO list_totals (list, scope, namespace, total)
  SELECT 'pipelines', namespace, namespace, COUNT(*) FROM pipelines GROUP BY namespace;
INSERT INTO list_totals (list, scope, namespace, total)
  SELECT 'versions', pipeline_id, namespace, COUNT(*) FROM pipeline_versions GROUP BY pipeline_id, namespace;
