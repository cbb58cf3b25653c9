"""types/database.ts says what the migrated database is, to the column of every table, view and function."""

import re
from pathlib import Path
from typing import Any

import pytest

from tests.node import node_modules
from tests.readme import SUPABASE_JS
from tests.sql.world import rows
from tests.stack import Database
from tests.typescript import COMPILER, TYPES, Tree, compile_strictly, generate, parse

STALE = "types/database.ts is behind the migrations: run `make types`"

_CLASSES = {
    "boolean": {"bool"},
    "number": {"int2", "int4", "int8", "numeric", "float8"},
    "string": {"text", "uuid", "date", "timestamptz"},
    "Json": {"jsonb"},
    "unknown": {"tsvector", "regconfig"},
    "undefined": {"void"},
}


def type_class(name: str) -> str:
    """The TypeScript type of a value of a Postgres type."""
    if name.startswith("_"):
        return f"{type_class(name[1:])} [ ]"
    return next(ours for ours, theirs in _CLASSES.items() if name in theirs)


def column_type(name: str, *, never_null: bool) -> str:
    """The TypeScript type of a column."""
    plain = type_class(name)
    if plain == "unknown":
        return plain
    if never_null:
        return "NonNullable < Json >" if plain == "Json" else plain
    return f"{plain} | null"


@pytest.fixture(scope="module")
def public() -> Tree:
    """The file's schema `public`."""
    schema = parse(TYPES.read_text(encoding="utf-8"))["public"]
    assert isinstance(schema, dict)
    return schema


def members(tree: Tree, *path: str) -> Tree:
    """The members of a type below another."""
    for name in path:
        below = tree[name]
        assert isinstance(below, dict), path
        tree = below
    return tree


def relations(database: Database, kind: str) -> dict[str, list[dict[str, Any]]]:
    """Columns by table ("r") or view ("v") of ours, as the catalogue has them."""
    found = rows(
        database.connect(),
        "select c.relname, a.attname, t.typname, a.attnotnull, a.atthasdef, a.attidentity from pg_class c"
        " join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped"
        " join pg_type t on t.oid = a.atttypid"
        " where c.relnamespace = 'public'::regnamespace and c.relkind = %s order by 1, 2",
        kind,
    )
    return {row["relname"]: [r for r in found if r["relname"] == row["relname"]] for row in found}


def test_every_table_is_typed_to_the_column(public: Tree, module_database: Database) -> None:
    """Rows with their nulls; what an insert must name. A function of a row stands beside its columns."""
    tables = relations(module_database, "r")
    assert set(members(public, "Tables")) == set(tables), STALE
    for table, columns in tables.items():
        row = {c["attname"]: column_type(c["typname"], never_null=c["attnotnull"]) for c in columns}
        typed = members(public, "Tables", table)
        computed = set(re.findall(r"\w+", str(typed["ComputedFields"]))) - {"never"}
        assert {k: v for k, v in members(typed, "Row").items() if k not in computed} == row, STALE
        identity = {c["attname"] for c in columns if c["attidentity"] == "a"}
        inserted = members(typed, "Insert")
        optional = {
            c["attname"] for c in columns if c["atthasdef"] or c["attidentity"] or not c["attnotnull"]
        }
        named = {name.removesuffix("?"): name for name in inserted}
        assert set(named) == set(row), STALE
        assert {name for name, written in named.items() if written.endswith("?")} == optional, STALE
        assert {name for name in named if inserted[named[name]] == "never"} == identity, STALE


def test_every_view_is_typed_to_the_column(public: Tree, module_database: Database) -> None:
    """Each column's class; one that is never null is a table's that is never null."""
    views = relations(module_database, "v")
    assert set(members(public, "Views")) == set(views), STALE
    sources = rows(
        module_database.connect(),
        "select distinct c.relname as view, a.attname from pg_class c join pg_rewrite r on r.ev_class = c.oid"
        " join pg_depend d on d.objid = r.oid and d.classid = 'pg_rewrite'::regclass and d.refobjsubid > 0"
        " join pg_class s on s.oid = d.refobjid"
        " join pg_attribute a on a.attrelid = s.oid and a.attnum = d.refobjsubid"
        " where c.relkind = 'v' and c.relnamespace = 'public'::regnamespace and "
        " (s.relkind = 'v' or a.attnotnull)",
    )
    sure = {(source["view"], source["attname"]) for source in sources}
    for view, columns in views.items():
        row = members(public, "Views", view, "Row")
        assert set(row) == {c["attname"] for c in columns}, STALE
        for column in columns:
            name = column["attname"]
            allowed = {column_type(column["typname"], never_null=False)}
            if (view, name) in sure:
                allowed.add(column_type(column["typname"], never_null=True))
            assert row[name] in allowed, f"{STALE} ({view}.{name})"


def test_every_function_is_typed_to_the_argument(public: Tree, module_database: Database) -> None:
    """Names, which may be left out, and the class of arguments and results; triggers are called by nobody."""
    functions = rows(
        module_database.connect(),
        "select p.proname, p.pronargs - p.pronargdefaults as required, p.proargnames,"
        " t.typname as result, t.typtype, p.proretset,"
        " array(select a.typname::text from unnest(p.proargtypes) with ordinality u (oid, place)"
        " join pg_type a on a.oid = u.oid order by u.place) as arguments"
        " from pg_proc p join pg_type t on t.oid = p.prorettype"
        " where p.pronamespace = 'public'::regnamespace and t.typname <> 'trigger'",
    )
    assert set(members(public, "Functions")) == {row["proname"] for row in functions}, STALE
    for row in functions:
        typed = members(public, "Functions", row["proname"])
        names = (row["proargnames"] or [])[: len(row["arguments"])]
        if not names:
            assert typed["Args"] == "Record < PropertyKey , never >", STALE
        else:
            written = {name + ("?" if place >= row["required"] else "") for place, name in enumerate(names)}
            arguments = members(typed, "Args")
            assert set(arguments) == written, f"{STALE} ({row['proname']})"
            for name, of_type in zip(names, row["arguments"], strict=True):
                found = arguments.get(name, arguments.get(name + "?"))
                if of_type in members(public, "Tables"):
                    assert str(found).startswith(
                        f'Omit < Database [ "public" ] [ "Tables" ] [ "{of_type}" ]'
                    ), STALE
                else:
                    assert found == type_class(of_type), f"{STALE} ({row['proname']}.{name})"
        if row["typtype"] == "b" or row["result"] == "void":
            result = type_class(row["result"]) + (" [ ]" if row["proretset"] else "")
            assert typed["Returns"] == result, f"{STALE} ({row['proname']})"


@pytest.mark.long
@pytest.mark.parametrize("old_grants", [False, True])
def test_the_cli_says_the_same(tmp_path: Path, database: Database) -> None:
    """What `supabase gen types` makes of the migrations is the file, to the letter, whatever the grants."""
    assert TYPES.read_text(encoding="utf-8") == generate(tmp_path, database), STALE


@pytest.mark.long
def test_a_typed_client_compiles_and_refuses_a_wrong_column(tmp_path: Path) -> None:
    """createClient<Database> knows our columns: the right program passes tsc, each wrong line fails it."""
    (tmp_path / "node_modules").symlink_to(node_modules(SUPABASE_JS, COMPILER))
    (tmp_path / "database.ts").write_text(TYPES.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "app.ts").write_text(PROGRAM, encoding="utf-8")
    compile_strictly(tmp_path, "app.ts")


# A line marked ts-expect-error fails tsc unless the next one is an error.
PROGRAM = """
import { createClient } from '@supabase/supabase-js'
import type { Database, Tables } from './database'

const db = createClient<Database>('http://localhost', 'key')

export async function page(words: string): Promise<number> {
  const { data, count } = await db.from('conversation_search')
    .select('conversation_id, quality_score, updated_at', { count: 'exact' })
    .textSearch('search', words, { type: 'websearch', config: 'english' })
    .gte('quality_score', 4.5).order('conversation_number').range(0, 49)
  const first: number | null | undefined = data?.[0]?.quality_score
  return (count ?? 0) + (first ?? 0)
}

export async function detail(id: string) {
  const { data } = await db.from('training_conversations')
    .select('conversation_id, training_turns(turn_number, emotional_context(primary_emotion))')
    .eq('conversation_id', id).single()
  return data?.training_turns.map((turn) => turn.emotional_context?.primary_emotion)
}

export const start = () => db.from('generation_jobs').insert({ job_type: 'process_all' }).select().single()
export const message = (job: Tables<'generation_jobs'>): string => job.status_message
// @ts-expect-error a table there is not
export const no_table = () => db.from('generation_job').select()
// @ts-expect-error a column there is not
export const no_column = () => db.from('conversation_matrix').select('*').eq('persona', 'x')
// @ts-expect-error a number is not a text
export const no_text = () => db.from('generation_jobs').insert({ job_type: 1 })
"""
