"""The access of every object of ours as text, one line a fact: `python -m tests.sql.snapshot` writes access.txt.

Grants (the owner's own left out), row security and policies, functions and triggers: what a migration opens or
closes reads as a diff. Nothing in it depends on the platform's default grants or on Postgres' version.
"""

import sys
from pathlib import Path
from typing import Final

import psycopg

from tests.sql.catalogue import OURS
from tests.sql.world import rows
from tests.stack import TestCluster

PATH: Final = Path(__file__).with_name("access.txt")
_HEAD: Final = "# Who may do what, by the catalogue. Written by: .venv/bin/python -m tests.sql.snapshot"

_FACTS: Final = f"""
with ours as (select n.oid, n.nspname, n.nspacl, n.nspowner from pg_namespace n where {OURS}),
relation as (
  select c.*, format('%I.%I', n.nspname, c.relname) as name,
    case c.relkind when 'r' then 'table' when 'v' then 'view' when 'S' then 'sequence' else c.relkind::text end as kind
  from pg_class c join ours n on n.oid = c.relnamespace where c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
)
select format('schema %s: %s %s', n.nspname, a.grantee::regrole, string_agg(a.privilege_type, ', ' order by 1))
from ours n cross join lateral aclexplode(n.nspacl) a
where n.nspname <> 'public' and a.grantee <> n.nspowner group by n.nspname, a.grantee
union all
select format('%s %s: owner %s%s%s%s', r.kind, r.name, r.relowner::regrole,
  case when r.relkind = 'r' then case when r.relrowsecurity then ', row security' else ', NO row security' end end,
  case when r.relforcerowsecurity then ', forced' end,
  ', ' || (select string_agg(o, ', ' order by o) from unnest(r.reloptions) o where o not like 'fillfactor%'))
from relation r
union all
select format('grant on %s: %s %s', r.name, case a.grantee when 0 then 'public' else a.grantee::regrole::text end,
  string_agg(a.privilege_type || case when a.is_grantable then ' with grant option' else '' end, ', '
    order by a.privilege_type))
from relation r cross join lateral aclexplode(r.relacl) a
where a.grantee <> r.relowner group by r.name, a.grantee
union all
select format('grant on %s: %s %s (%s)', r.name, a.grantee::regrole, a.privilege_type,
  string_agg(t.attname, ', ' order by t.attname))
from relation r join pg_attribute t on t.attrelid = r.oid and t.attnum > 0 and t.attacl is not null
cross join lateral aclexplode(t.attacl) a
where a.grantee <> r.relowner group by r.name, a.grantee, a.privilege_type
union all
select format('policy on %s: "%s" for %s to %s%s%s%s', r.name, p.polname,
  case p.polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' when 'd' then 'delete' else 'all' end,
  (select string_agg(o::regrole::text, ', ' order by o::regrole::text) from unnest(p.polroles) o),
  case when not p.polpermissive then ' restrictive' end,
  ' using ' || regexp_replace(pg_get_expr(p.polqual, p.polrelid), '\\s+', ' ', 'g'),
  ' with check ' || regexp_replace(pg_get_expr(p.polwithcheck, p.polrelid), '\\s+', ' ', 'g'))
from relation r join pg_policy p on p.polrelid = r.oid
union all
select format('function %I.%I(%s) returns %s: %s, security %s, %s, executed by %s', n.nspname, p.proname,
  pg_get_function_identity_arguments(p.oid), pg_get_function_result(p.oid), p.provolatile::text,
  case when p.prosecdef then 'DEFINER' else 'invoker' end, coalesce(array_to_string(p.proconfig, ', '), 'NO search_path'),
  coalesce((
    select string_agg(case a.grantee when 0 then 'public' else a.grantee::regrole::text end, ', ' order by a.grantee::regrole::text)
    from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a where a.grantee <> p.proowner), 'nobody'))
from pg_proc p join ours n on n.oid = p.pronamespace
union all
select format('trigger on %s: %s', r.name, regexp_replace(pg_get_triggerdef(t.oid), '\\s+', ' ', 'g'))
from relation r join pg_trigger t on t.tgrelid = r.oid where not t.tgisinternal
union all
select format('published to %s: %I.%I', p.pubname, p.schemaname, p.tablename)
from pg_publication_tables p join ours n on n.nspname = p.schemaname
"""


def taken(owner: psycopg.Connection) -> str:
    """The snapshot of a database, sorted, ending in a newline."""
    found = rows(owner, f"select fact from ({_FACTS.replace('%', '%%')}) f (fact)")
    return "\n".join([_HEAD, *sorted(row["fact"] for row in found)]) + "\n"


def main() -> None:
    """Write access.txt from a database made for it."""
    cluster = TestCluster()
    try:
        cluster.start()
        with cluster.database("migrated", old_grants=False) as database:
            PATH.write_text(taken(database.connect()))
    finally:
        cluster.destroy()
    sys.stdout.write(f"{PATH} is written\n")


if __name__ == "__main__":
    main()
