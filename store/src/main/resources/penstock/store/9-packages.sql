-- Where the document of a version was fetched from; empty when it was uploaded.

ALTER TABLE pipeline_versions ADD COLUMN package_url TEXT NOT NULL DEFAULT '';
