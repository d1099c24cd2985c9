-- Where task runs stand in loops: body is the innermost iteration around a task run, and of an iteration its loop;
-- item is the index of an iteration, items the length of a loop's list.

ALTER TABLE tasks ADD COLUMN body TEXT NOT NULL DEFAULT '';
ALTER TABLE tasks ADD COLUMN item INTEGER;
ALTER TABLE tasks ADD COLUMN items INTEGER;
CREATE INDEX tasks_in_no_loop ON tasks (run_no, priority, version DESC) WHERE body = '';
CREATE INDEX tasks_by_body ON tasks (run_no, body, item) WHERE body <> '';
CREATE INDEX iterations_by_phase ON tasks (run_no, body, phase, item) WHERE item IS NOT NULL;
