-- Secrets and config maps; body is sealed, keys are parted by slashes.
CREATE TABLE keepers (
  namespace TEXT NOT NULL,
  keeper TEXT NOT NULL,
  name TEXT NOT NULL,
  key_names TEXT NOT NULL,
  version BIGINT NOT NULL,
  body BLOB NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (namespace, keeper, name)
);

-- Importers look for what was imported before.
CREATE INDEX artifacts_by_uri ON artifacts (uri, schema_title);
