"""Our schema in a Postgres: the files, what they make, what of it a database holds, and putting it there.

Works over a Postgres connection, for `rapport db` and the local stack; the worker at its jobs never does, so
psycopg comes with the extras `db` and `local` only. Knows nothing of jobs or conversations.
"""
