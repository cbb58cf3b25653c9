"""Old texts of edited templates are kept, and a prompt names only what the program can fill in."""

import pytest
from psycopg.types.json import Jsonb

from tests.sql.world import World, attempt, refused, rows, value
from worker.generation.prompts import DATASET_VARIABLES, PROMPT_VARIABLES, PromptError, names_used

EDIT = "update public.conversation_templates set dialogue_prompt = %s where template_id = 'demo_t1'"
VERSIONS = (
    "select version, dialogue_prompt, created_by_name from public.conversation_template_versions"
    " where template_id = 'demo_t1' order by version"
)


def test_an_edit_keeps_the_old_text(world: World) -> None:
    """Born as version 1, edited by a manager: both texts stand there, each with who wrote it."""
    manager = world.user("manager")
    rows(manager, EDIT, "Write of {{place}}.")
    assert rows(manager, VERSIONS) == [
        {"version": 1, "dialogue_prompt": "write", "created_by_name": "postgres"},
        {"version": 2, "dialogue_prompt": "Write of {{place}}.", "created_by_name": "manager@example.org"},
    ]


def test_an_edit_of_the_name_is_no_new_version(world: World) -> None:
    """What prompts do not use changes no version."""
    rows(world.owner, "update public.conversation_templates set template_name = 'Other', is_active = false")
    assert [row["version"] for row in rows(world.owner, VERSIONS)] == [1]


def test_versions_are_not_written_by_hand(world: World) -> None:
    """Neither Studio nor the service key changes, adds or removes what was kept."""
    rewrite = "update public.conversation_template_versions set instructions = 'other'"
    assert refused(world.owner, rewrite).sqlstate == "PT409"
    assert refused(world.owner, "delete from public.conversation_template_versions").sqlstate == "PT409"
    assert refused(world.owner, "truncate public.conversation_template_versions").sqlstate == "PT409"
    assert attempt(world.service, rewrite) == "42501"


def test_a_template_that_goes_takes_its_versions_along(world: World) -> None:
    """Studio may remove a template nothing uses; nothing of it is left behind."""
    rows(world.owner, EDIT, "Write anew.")
    rows(world.owner, "delete from public.conversation_templates where template_id = 'demo_t1'")
    assert rows(world.owner, VERSIONS) == []


def test_an_item_stays_with_the_version_it_was_queued_with(world: World) -> None:
    """Edited after the job was inserted: the claim still names the old version, whose text is kept."""
    world.plan(1)
    job = world.job(["fp_1"])
    rows(world.owner, EDIT, "Write anew.")
    (work,) = world.claim()
    assert work["template_version"] == 1
    assert rows(world.service, VERSIONS)[0]["dialogue_prompt"] == "write"
    world.fail(work, retry=False)
    world.set_job(job, requested_action="retry_failed")
    (again,) = world.claim()
    assert again["template_version"] == 2


def test_the_known_variables_are_the_programs(world: World) -> None:
    """The database's list is the one prompts are filled in from, and the consultant's further facts."""
    shared = "select public.conversation_template_variables('demo', true)"
    assert value(world.service, "select public.conversation_template_variables('demo')") == sorted(
        PROMPT_VARIABLES
    )
    assert value(world.service, shared) == sorted(DATASET_VARIABLES)
    profile = {"consultant": {"name": "Ada", "city": "Lima", "years": 15, "firm": {"name": "x"}}}
    rows(world.owner, "update public.training_datasets set profile = %s", Jsonb(profile))
    further = {"consultant_city", "consultant_years"}
    assert value(world.service, shared) == sorted({*DATASET_VARIABLES, *further})


@pytest.mark.parametrize("by", ["manager", "owner", "service"])
def test_a_wrong_variable_is_refused_with_those_there_are(world: World, by: str) -> None:
    """Whoever edits: 22023, the name that is wrong, the field it stands in, and every known one."""
    connection = {"owner": world.owner, "service": world.service}.get(by) or world.user("manager")
    refusal = refused(connection, EDIT, "Write to {{persona_nmae}} of {{place}}.")
    assert refusal.sqlstate == "22023"
    assert (
        refusal.message == "dialogue_prompt of template demo_t1 uses what it cannot have: {{persona_nmae}}."
    )
    assert refusal.hint.startswith("Known there: afterwards, age, ")
    assert "persona_name" in refusal.hint
    assert refusal.detail == {
        "template": "demo_t1", "field": "dialogue_prompt", "unknown": ["persona_nmae"],
    }  # fmt: skip
    assert value(world.owner, "select dialogue_prompt from public.conversation_templates") == "write"
    assert len(rows(world.owner, VERSIONS)) == 1


def test_instructions_use_only_what_is_shared(world: World) -> None:
    """Instructions open a prompt that many conversations share: a name of one client is refused."""
    edit = "update public.conversation_templates set instructions = %s"
    refusal = refused(world.owner, edit, "Be kind to {{persona_name}}.")
    assert (refusal.sqlstate, refusal.detail["unknown"]) == ("22023", ["persona_name"])
    assert "consultant_name" in refusal.hint
    assert "persona_name" not in refusal.hint
    rows(world.owner, edit, "Be kind, {{consultant_name}}.")


@pytest.mark.parametrize(
    "text", ["{{place", "place}}", "{{ two words }}", "{{}}", "{{pla-ce}}", "{{1place}}"]
)
def test_broken_braces_are_refused_as_the_program_would(world: World, text: str) -> None:
    """What names_used() refuses the database refuses, naming the field."""
    with pytest.raises(PromptError, match="outside a placeholder"):
        names_used(text)
    refusal = refused(world.owner, EDIT, f"Write {text}.")
    assert refusal.sqlstate == "22023"
    assert refusal.message.startswith("dialogue_prompt of template demo_t1 has '")
    assert refusal.detail["field"] == "dialogue_prompt"


def test_variables_follow_the_texts(world: World) -> None:
    """The list keeps its order as far as it goes, loses what no text uses and gains what one does."""
    edit = "update public.conversation_templates set dialogue_prompt = %s, variables = %s returning variables"
    given = Jsonb(["work", "age", "place"])
    assert value(world.owner, edit, "{{place}} {{ work }} {{family}} {{work}}", given) == [
        "work", "place", "family",
    ]  # fmt: skip
    refusal = refused(world.owner, edit, "{{place}}", Jsonb(["palce"]))
    assert (refusal.sqlstate, refusal.detail["field"]) == ("22023", "variables")
