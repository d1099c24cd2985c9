-- Numbers that clients of KFP v1 report about steps.
CREATE TABLE run_metrics (
  run_no BIGINT NOT NULL,
  name TEXT NOT NULL,
  node_id TEXT NOT NULL,
  namespace TEXT NOT NULL,
  value REAL NOT NULL,
  format TEXT NOT NULL,
  PRIMARY KEY (run_no, name, node_id)
) WITHOUT ROWID;
