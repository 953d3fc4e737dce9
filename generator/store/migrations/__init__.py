"""The steps from one form of the tables to the next, a module each, `m0004_what.py`: `upgrade(op)` says in Alembic's words what changes. None is ever changed again."""
