"""Fills in the prompt templates: `{{name}}`, strict both ways.

A template may use the names of PROMPT_VARIABLES and no others, and every name it uses must have a value:
one error names all that are missing or unknown. Values are put in once and never read as templates, so a
plan's text cannot pull in anything. Guides and a template's instructions open a prompt that many
conversations share (and that is cached), so they may use DATASET_VARIABLES only. The facts and public lines
that count for a conversation are no variable: every dialogue request has them below its plan. Pure; tested in
tests/unit/test_generation_prompts.py.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from worker.domain.plan import MESSAGE_WORDS, ConversationPlan, Figure, QualityRequirements
from worker.errors import RapportError

_PLACEHOLDER = re.compile(r"\{\{\s*([A-Za-z_][A-Za-z0-9_]*)\s*\}\}")
_BRACES = re.compile(r"\{\{|\}\}")

# What a prompt may use, and what each name stands for. A name of profile.consultant that is not listed here
# is available too, as consultant_<key>, when it holds a text or a number.
DATASET_VARIABLES: Mapping[str, str] = {
    "dataset_name": "the dataset's name",
    "language": "the language everything is written in, as a tag ('en')",
    "consultant_name": "profile.consultant.name",
    "consultant_credential": "profile.consultant.credential",
    "consultant_business": "profile.consultant.business",
    "principles": "profile.principles, one numbered line each",
    "habits": "profile.habits, one line each",
    "nevers": "profile.nevers, one line each",
    "indicator_categories": "profile.indicator_categories, separated by commas",
    "personas": "profile.personas, one line each",
}
PLAN_VARIABLES: Mapping[str, str] = {
    "conversation_id": "the conversation's text id",
    "persona_name": "the client's name",
    "persona_type": "the archetype the client belongs to",
    "persona_description": "who the client is, in a few sentences",
    "client_voice": "how this archetype writes: profile.personas[persona_type].voice",
    "client_archetype": "profile.personas[persona_type].archetype",
    "age": "the client's age in years",
    "work": "the client's work",
    "income": "gross income a year as '$138,000'; 'not stated' when unknown",
    "family": "the client's family",
    "place": "where the client lives",
    "topic_category": "the kind of topic",
    "topic_description": "the topic",
    "session_context": "how the conversation comes about",
    "expected_outcome": "what the client leaves with",
    "starting_emotion": "the first turn's primary emotion",
    "starting_intensity": "its intensity, '0.80'",
    "ending_emotion": "the last turn's primary emotion",
    "ending_intensity": "its intensity, '0.70'",
    "emotional_arc_description": "how the client gets from the one to the other",
    "turn_count": "how many turns, '4'",
    "turn_plan": "one line a turn: its number, the message's length in words, what happens in it",
    "figures": "the client's numbers, one line each; 'none' when none are planned",
    "setup": "tier 2: the situation",
    "dominant_emotions": "tier 2: separated by commas",
    "concerns": "tier 2: one line each",
    "learning_objectives": "tier 2: one line each",
    "boundary": "tier 3: what the consultant does not do",
    "referral": "tier 3: to whom the client is referred",
    "afterwards": "tier 3: what the consultant offers afterwards",
    "response_words": "how long an answer is, '120 to 400'",
}
PROMPT_VARIABLES: Mapping[str, str] = {**DATASET_VARIABLES, **PLAN_VARIABLES}


class PromptError(RapportError):
    """A prompt uses a name that is unknown or has no value."""

    code = "prompt"


def names_used(text: str) -> frozenset[str]:
    """The names a template uses.

    Raises PromptError when it has braces that are no placeholder ('{{ two words }}').
    """
    stray = _BRACES.search(_PLACEHOLDER.sub("", text))
    if stray:
        raise PromptError(
            f"A prompt has '{stray.group()}' outside a placeholder.",
            hint="A placeholder is {{name}}: letters, digits and underscores, and nothing else.",
        )
    return frozenset(_PLACEHOLDER.findall(text))


def render(text: str, values: Mapping[str, str], *, where: str) -> str:
    """The template with every placeholder filled in.

    Args:
        text: the template.
        values: name → value; an empty value counts as missing.
        where: what is being rendered, for the error ("tier1_a: dialogue_prompt").

    Raises PromptError naming every name that is unknown or without a value.
    """
    used = names_used(text)
    unknown = sorted(name for name in used if name not in values and name not in PROMPT_VARIABLES)
    out_of_place = sorted(name for name in used if name not in values and name in PROMPT_VARIABLES)
    missing = sorted(name for name in used if name in values and not values[name].strip())
    faults = [
        f"{kind} {', '.join(names)}"
        for kind, names in (
            ("unknown:", unknown),
            ("not available here:", out_of_place),
            ("without a value:", missing),
        )
        if names
    ]
    if faults:
        raise PromptError(
            f"{where}: {'; '.join(faults)}.",
            hint=f"Available here: {', '.join(sorted(values))}.",
        )
    return _PLACEHOLDER.sub(lambda match: values[match.group(1)], text)


def dataset_variables(name: str, language: str, profile: Mapping[str, Any]) -> dict[str, str]:
    """The values of DATASET_VARIABLES, and consultant_<key> for whatever else the consultant has."""
    consultant = _table(profile.get("consultant"))
    values = {f"consultant_{key}": _text(value) for key, value in consultant.items() if _is_scalar(value)}
    for key in ("name", "credential", "business"):
        values.setdefault(f"consultant_{key}", "")
    return values | {
        "dataset_name": name,
        "language": language,
        "principles": _numbered(profile.get("principles")),
        "habits": _lines(profile.get("habits")),
        "nevers": _lines(profile.get("nevers")),
        "indicator_categories": ", ".join(_items(profile.get("indicator_categories"))),
        "personas": _lines(profile.get("personas")),
    }


def plan_variables(
    plan: ConversationPlan, profile: Mapping[str, Any], requirements: QualityRequirements
) -> dict[str, str]:
    """The values of PLAN_VARIABLES for one conversation."""
    scenario, person = plan.scenario, plan.scenario.person
    persona = _persona(profile.get("personas"), plan.persona_type)
    answer = requirements.response_words
    return {
        "conversation_id": plan.conversation_id,
        "persona_name": plan.persona_name,
        "persona_type": plan.persona_type,
        "persona_description": plan.persona_description,
        "client_voice": _text(persona.get("voice")),
        "client_archetype": _text(persona.get("archetype")),
        "age": str(person.age),
        "work": person.work,
        "income": "not stated" if person.income_usd is None else f"${person.income_usd:,}",
        "family": person.family,
        "place": person.place,
        "topic_category": plan.topic_category,
        "topic_description": plan.topic_description,
        "session_context": plan.session_context,
        "expected_outcome": plan.expected_outcome,
        "starting_emotion": plan.starting_emotion,
        "starting_intensity": f"{plan.starting_intensity:.2f}",
        "ending_emotion": plan.ending_emotion,
        "ending_intensity": f"{plan.ending_intensity:.2f}",
        "emotional_arc_description": plan.emotional_arc_description,
        "turn_count": str(plan.turn_count),
        "turn_plan": _turn_plan(plan),
        "figures": "\n".join(f"- {figure.name}: {_amount(figure)}" for figure in scenario.figures) or "none",
        "setup": scenario.setup,
        "dominant_emotions": ", ".join(scenario.dominant_emotions),
        "concerns": _lines(scenario.concerns),
        "learning_objectives": _lines(scenario.learning_objectives),
        "boundary": scenario.boundary,
        "referral": scenario.referral,
        "afterwards": scenario.afterwards,
        "response_words": f"{answer.least} to {answer.most}",
    }


def _turn_plan(plan: ConversationPlan) -> str:
    lines = []
    for number, turn in enumerate(plan.scenario.turns, start=1):
        least, most = MESSAGE_WORDS[turn.message_length]
        lines.append(f"Turn {number} (the client writes {least} to {most} words): {turn.beat}")
    return "\n".join(lines)


def _amount(figure: Figure) -> str:
    number = f"{figure.value:,.2f}".rstrip("0").rstrip(".")
    match figure.unit:
        case "usd":
            return f"${number}"
        case "usd_per_month":
            return f"${number} a month"
        case "usd_per_year":
            return f"${number} a year"
        case "percent":
            return f"{number}%"
        case "count":
            return number
        case unit:
            return f"{number} {unit}"


def _persona(personas: object, persona_type: str) -> Mapping[str, Any]:
    """One archetype, from {type: table} or from [{persona_type or name: type, …}]."""
    if isinstance(personas, Mapping):
        return _table(personas.get(persona_type))
    if isinstance(personas, Iterable) and not isinstance(personas, str):
        for item in personas:
            table = _table(item)
            if persona_type in (table.get("persona_type"), table.get("name")):
                return table
    return {}


def _table(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _is_scalar(value: object) -> bool:
    return isinstance(value, str | int | float)


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _items(value: object) -> list[str]:
    """Whatever a profile holds under a name, as one text each: texts as they are, tables on one line."""
    if value is None:
        return []
    if isinstance(value, Mapping):
        return [
            f"{key}: {_one_line(item) if isinstance(item, Mapping) else _text(item)}"
            for key, item in value.items()
        ]
    if isinstance(value, Iterable) and not isinstance(value, str):
        return [_one_line(item) if isinstance(item, Mapping) else _text(item) for item in value]
    return [_text(value)]


def _one_line(table: Mapping[str, Any]) -> str:
    """'first value: second' for a table of two, 'first value: key value; key value' for a longer one.

    A habit or a never is its rule: how it is recognised is the checks' matter.
    """
    if "name" in table and "rule" in table:
        return f"{_text(table['name'])}: {_text(table['rule'])}"
    values = {key: value for key, value in table.items() if _is_scalar(value) and value != ""}
    if not values:
        return ""
    (_, first), *rest = values.items()
    if len(rest) == 1:
        return f"{first}: {rest[0][1]}"
    return f"{first}: {'; '.join(f'{key} {value}' for key, value in rest)}" if rest else _text(first)


def _lines(value: object) -> str:
    return "\n".join(f"- {item}" for item in _items(value))


def _numbered(value: object) -> str:
    return "\n".join(f"{number}. {item}" for number, item in enumerate(_items(value), start=1))
