"""PostgREST's grammar over Postgres, for the local stack: what supabase-py and supabase-js send to /rest/v1.

query → parse (scan) → plan (catalogue, introspect) → sql, writes → actions → app → respond. What PostgREST
offers beyond that is answered 501 by name. Tested in tests/unit/test_rest_*.py and
tests/integration/test_rest_*.py.
"""

from worker.local.gateway.rest.app import routes

__all__ = ["routes"]
