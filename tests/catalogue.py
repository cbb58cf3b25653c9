"""A database's catalogue as lines of text: what is there, who may what, what it is called and said to be.

Two databases, or one at two times, hold the same when these are equal. Object ids are left out.
"""

import psycopg

QUERIES = {
    "schema": "select nspname, pg_get_userbyid(nspowner), nspacl::text from pg_namespace where {own}",
    "relation": "select n.nspname, c.relname, c.relkind, pg_get_userbyid(c.relowner), c.relacl::text,"
    " c.relrowsecurity, c.relforcerowsecurity, c.relreplident, c.reloptions::text, pg_get_viewdef(c.oid)"
    " from pg_class c join pg_namespace n on n.oid = c.relnamespace where {own}",
    "column": "select c.oid::regclass, a.attname, a.attnum, a.atttypid::regtype, a.attnotnull,"
    " a.attacl::text, a.attidentity, pg_get_expr(d.adbin, d.adrelid)"
    " from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid"
    " left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum where a.attnum > 0 and {own}",
    "function": "select p.oid::regprocedure, pg_get_userbyid(p.proowner), p.proacl::text, p.prosrc,"
    " p.prosecdef, p.proconfig::text"
    " from pg_proc p join pg_namespace n on n.oid = p.pronamespace where {own}",
    "type": "select t.oid::regtype, t.typtype, pg_get_userbyid(t.typowner), t.typacl::text"
    " from pg_type t join pg_namespace n on n.oid = t.typnamespace where {own}",
    "constraint": "select k.conname, k.conrelid::regclass, pg_get_constraintdef(k.oid)"
    " from pg_constraint k join pg_namespace n on n.oid = k.connamespace where {own}",
    "index": "select pg_get_indexdef(i.indexrelid) from pg_index i join pg_class c on c.oid = i.indexrelid"
    " join pg_namespace n on n.oid = c.relnamespace where {own}",
    "policy": "select schemaname, tablename, policyname, cmd, roles::text, qual, with_check from pg_policies",
    # the names of a foreign key's own triggers hold object ids
    "trigger": "select t.tgrelid::regclass,"
    " case when t.tgisinternal then t.tgfoid::regproc::text else t.tgname end, t.tgenabled,"
    " t.tgtype from pg_trigger t",
    "publication": "select pubname, schemaname, tablename, attnames::text, rowfilter"
    " from pg_publication_tables",
    "default acl": "select defaclrole::regrole, defaclnamespace::regnamespace, defaclobjtype,"
    " defaclacl::text from pg_default_acl",
    "comment": "select d.classoid::regclass,"
    " case d.classoid when 'pg_class'::regclass then d.objoid::regclass::text"
    " when 'pg_proc'::regclass then d.objoid::regprocedure::text end, d.objsubid, d.description"
    " from pg_description d where d.classoid in ('pg_class'::regclass, 'pg_proc'::regclass)"
    " and d.objoid >= 16384",
    "extension": "select extname, extversion from pg_extension",
    "event trigger": "select evtname, evtevent, evtfoid::regproc from pg_event_trigger",
    "setting": "select setrole::regrole, setconfig::text from pg_db_role_setting"
    " where setdatabase in (0, (select oid from pg_database where datname = current_database()))",
}
_OWN = "nspname !~ '^pg_' and nspname <> 'information_schema'"


def fingerprint(connection: psycopg.Connection) -> list[str]:
    """Every line of the catalogue, sorted; told apart by what it is about."""
    connection.execute("select set_config('search_path', '', false)")
    lines = [
        f"{kind}: {row}"
        for kind, query in QUERIES.items()
        for row in connection.execute(query.format(own=_OWN).encode()).fetchall()
    ]
    return sorted(lines)
