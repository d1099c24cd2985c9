"""The spawner: starts the processes of steps, watches them and ends them, and outlives the server that asks for it.

Start with loop.py (who talks to whom), then attempt.py (one attempt from its start to its `exit` file) and step.py (what a step's
process does before user code). Files, states and messages are described in PROTOCOL.md. CPython 3.6 or newer, standard library only.

Invariants: an attempt without `claim` has run nothing; user code starts only after `claim` is on disk; nothing of an attempt runs once
`exit` exists; one spawner per data folder.
"""
