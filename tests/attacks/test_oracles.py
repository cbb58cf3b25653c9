"""Learning what one may not see: by views, embedding, counts, filters, foreign and unique keys."""

import json
from typing import Any

import pytest

from tests.attacks.rig import ANSWER, EVERYBODY, MEMBERS, OUTSIDERS, Scene, denied, parsed
from tests.sql.catalogue import Declared
from tests.sql.world import rows, value

READABLE = Declared().listed("authenticated", "select")
HIDDEN = ["generation_leases", "generation_responses"]


@pytest.mark.parametrize("actor", OUTSIDERS)
def test_who_is_no_member_reads_no_row(scene: Scene, actor: str) -> None:
    """Every table and view answers 200 with [] and a count of 0: no error to learn from, no row."""
    for table in READABLE:
        answer = scene[actor].ask("GET", f"/{table}?select=*", Prefer="count=exact")
        assert (answer.status_code, answer.json()) == (200, []), table
        assert answer.headers["content-range"] == "*/0"


@pytest.mark.parametrize("actor", MEMBERS)
def test_members_read_every_row_but_of_members(scene: Scene, actor: str) -> None:
    """The control: the same requests show a member all there is."""
    for table in READABLE:
        found = parsed(scene[actor].ask("GET", f"/{table}?select=*"))
        expected = (
            1 if table == "training_members" else value(scene.owner, f"select count(*) from public.{table}")
        )
        assert len(found) == expected > 0, table


def test_anon_reads_nothing_by_name(scene: Scene) -> None:
    """Every table and view is 401 and 42501, by GET, HEAD and with a count."""
    for table in scene.tables():
        assert scene.refusal(scene["anon"].ask("GET", f"/{table}?select=*")) == denied("anon")
        assert scene["anon"].ask("HEAD", f"/{table}?select=*", Prefer="count=exact").status_code == 401


@pytest.mark.parametrize("actor", EVERYBODY[:-1])
@pytest.mark.parametrize("hidden", HIDDEN)
def test_leases_and_answers_are_hidden(scene: Scene, actor: str, hidden: str) -> None:
    """Asked for directly, by a filter, in an order, or embedded from every table that refers to them."""
    attempts = [
        f"/{hidden}?select=*",
        f"/{hidden}?select=id&limit=0",
        f"/{hidden}?id=is.null",
        f"/{hidden}?order=id",
        "/generation_job_items?select=conversation_id,generation_leases(lease_token)",
        "/generation_job_items?select=conversation_id,generation_leases!inner()&generation_leases.worker=eq.w1",
        "/generation_calls?select=id,generation_responses(response)",
        "/generation_jobs?select=*,generation_job_items(*,generation_leases(*))",
    ]
    for path in attempts:
        answer = scene[actor].ask("GET", path)
        assert scene.refusal(answer) == denied(actor), path


@pytest.mark.parametrize("actor", OUTSIDERS)
def test_a_view_is_no_way_round(scene: Scene, actor: str) -> None:
    """Views run as their reader: nothing through them, nor through what is embedded in them."""
    for path in (
        "/conversation_matrix?select=*,training_turns(*)",
        "/job_progress?select=*,generation_job_items(*)",
        "/conversation_matrix?select=conversation_id&conversation_id=eq.fp_1",
    ):
        answer = scene[actor].ask("GET", path)
        assert (answer.status_code, answer.json()) == (200, []), path


@pytest.mark.parametrize("actor", ["stranger", "anonymous", "viewer", "reviewer"])
def test_a_foreign_key_tells_nothing(scene: Scene, actor: str) -> None:
    """A job for a conversation that exists and one for none are refused alike, to the letter."""
    there = {"job_type": "single", "target_conversation_ids": ["fp_5"]}
    absent = {"job_type": "single", "target_conversation_ids": ["fp_999"]}
    with scene.unchanged():
        for prefer in ("return=minimal", "return=representation"):
            answers = [
                scene[actor].ask("POST", "/generation_jobs", row, Prefer=prefer) for row in (there, absent)
            ]
            assert scene.refusal(answers[0]) == scene.refusal(answers[1]) == denied(actor)
            assert answers[0].text == answers[1].text


@pytest.mark.parametrize("actor", OUTSIDERS)
def test_an_update_tells_nothing(scene: Scene, actor: str) -> None:
    """Changing what exists and what does not: one answer, one count; no foreign key is asked."""
    edits: dict[str, tuple[str, list[Any]]] = {
        "/training_conversations?conversation_id=eq.": ("template_id", ["demo_t1", "no_such_template"]),
        "/conversation_templates?template_id=eq.": ("instructions", ["x", "y"]),
    }
    ids = {"/training_conversations?conversation_id=eq.": ["fp_5", "fp_999"]}
    with scene.unchanged():
        for path, (column, values) in edits.items():
            answers = [
                scene[actor].ask(
                    "PATCH", path + key, {column: new}, Prefer="return=representation,count=exact"
                )
                for key in ids.get(path, ["demo_t1", "none"])
                for new in values
            ]
            assert {(a.status_code, a.text, a.headers["content-range"]) for a in answers} == {
                (200, "[]", "*/0")
            }


@pytest.mark.parametrize("actor", [*OUTSIDERS, *MEMBERS])
def test_a_unique_key_tells_nothing(scene: Scene, actor: str) -> None:
    """Inserting what exists is refused as inserting what is new: by grant, before any key is asked."""
    member = value(scene.owner, "select user_id::text from public.training_members limit 1")
    pairs: dict[str, list[dict[str, Any]]] = {
        "training_members": [
            {"user_id": user, "email": "x", "role": "manager"}
            for user in (member, "00000000-0000-4000-8000-000000000000")
        ],
        "training_conversations": [{"conversation_id": c, "dataset_id": "demo"} for c in ("fp_1", "fp_999")],
        "generation_prices": [{"model": m, "kind": "input"} for m in ("claude-sonnet-5-5", "none")],
    }
    with scene.unchanged():
        for table, both in pairs.items():
            answers = [scene[actor].ask("POST", f"/{table}", row) for row in both]
            assert scene.refusal(answers[0]) == scene.refusal(answers[1]) == denied(actor)
            assert answers[0].text == answers[1].text


def test_a_live_job_is_told_to_managers_alone(scene: Scene) -> None:
    """Which job holds a conversation is in a manager's refusal, in nobody else's."""
    taken = {"job_type": "single", "target_conversation_ids": ["fp_4"]}
    with scene.unchanged():
        answer = scene["manager"].ask("POST", "/generation_jobs", taken)
        assert scene.refusal(answer) == (409, "PT409")
        assert json.loads(answer.json()["details"])["live"] == ["fp_4"]
        for actor in ("anon", "stranger", "viewer"):
            assert "fp_4" not in scene[actor].ask("POST", "/generation_jobs", taken).text


@pytest.mark.parametrize("actor", MEMBERS)
def test_nothing_a_member_reads_holds_a_token(scene: Scene, actor: str) -> None:
    """Every row of every table and view, whole: no lease token, no raw answer, no key of the stack."""
    tokens = rows(scene.owner, "select lease_token::text as token from public.generation_leases")
    assert len(tokens) >= 3
    for table in READABLE:
        scene.tells_nothing(scene[actor].ask("GET", f"/{table}?select=*").text)
    assert ANSWER in scene["service"].ask("GET", "/generation_responses?select=*").text
