"""The repository's own prompts: every planned conversation's requests can be written."""

import pytest

from tests.integration.engine_rig import ROOT, work_of
from tests.shipped import shipped
from tests.unit.engine_rig import dialogue_of
from worker.generation.briefs import Briefs
from worker.generation.prompts import PROMPT_VARIABLES, names_used

DATASETS = sorted(path.parent.name for path in ROOT.glob("planning/*/dataset.toml"))
# Above Claude's least for a cached prefix, so that the guides are really cached (claude_api.md section 3).
LEAST_CACHED_TOKENS = 512


@pytest.mark.parametrize("name", DATASETS)
def test_every_plan_can_be_written(name: str) -> None:
    """No template asks for what a plan of its kind has not; what is shared is long enough to be cached."""
    loaded = shipped(name)
    assert loaded.plans
    for plan in loaded.plans:
        briefs = Briefs(work_of(loaded, plan))
        asked = briefs.dialogue(1, ())
        assert plan.persona_name in asked.user[0].text
        assert "{{" not in "".join(block.text for block in (*asked.system, *asked.user))
        assert len(asked.cached_prefixes()) == 1
        annotation = briefs.annotation(dialogue_of().turns, 1, "reading", 1)
        assert len(annotation.cached_prefixes()) == 2
        assert annotation.estimated_input_tokens() > LEAST_CACHED_TOKENS


@pytest.mark.parametrize("name", DATASETS)
def test_templates_declare_the_variables_they_use(name: str) -> None:
    """A template's list of variables is what its three texts use, no more and no less, and all are known."""
    for item in shipped(name).templates:
        template = item.template
        used = set().union(
            *(
                names_used(text)
                for text in (template.dialogue_prompt, template.annotation_prompt, template.instructions)
            )
        )
        assert set(template.variables) == used
        assert used <= {*PROMPT_VARIABLES, *(name for name in used if name.startswith("consultant_"))}
