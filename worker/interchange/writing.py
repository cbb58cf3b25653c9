"""Writes interchange files: rows of the database as the JSON value they came from, or as the format's own
shape.

Pure; worker/cli puts the values into files. Tested in tests/unit/test_interchange_roundtrip.py.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from worker.interchange.columns import Row
from worker.interchange.patch import applied
from worker.interchange.turns import About, written_turn


def about_of(conversation: Mapping[str, Any], personas: Iterable[Mapping[str, Any]]) -> About:
    """What a row of training_conversations says of every turn.

    The archetype is the one its file gave where that is no persona's of the dataset, else that of its
    persona_type.
    """
    known = archetypes(personas)
    return About(
        conversation_id=conversation["conversation_id"],
        persona_name=conversation["persona_name"],
        archetype=conversation["extras"].get("archetype", known.get(conversation["persona_type"])),
        persona_description=conversation["persona_description"],
        session_context=conversation["session_context"],
        expected_outcome=conversation["expected_outcome"],
        use_for_variations=conversation["use_for_variations"],
        variation_count_target=conversation["variation_count_target"],
    )


def archetypes(personas: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """The archetype of each persona_type of a dataset."""
    return {persona["persona_type"]: persona["archetype"] for persona in personas}


def pairs_of(about: About, turns: Sequence[Row], *, plainly: bool) -> list[dict[str, Any]]:
    """The training pairs of a conversation, from its turns in order; see written_turn."""
    return [written_turn(turns[: place + 1], about, plainly=plainly) for place in range(len(turns))]


def file_of(source: Mapping[str, Any], pairs: Mapping[int, Sequence[dict[str, Any]]]) -> dict[str, Any]:
    """The value of a source's file.

    Args:
        source: a row of conversation_sources.
        pairs: those of each of its conversations that are there, by their place in the file.
    """
    known = ("dataset_metadata", "consultant_profile")
    made = {name: source[name] for name in known if source[name] is not None}
    extras = {name: part for name, part in source["extras"].items() if name != "order"}
    grouped = [
        (position, number) for position in sorted(pairs) for number in range(1, len(pairs[position]) + 1)
    ]
    order = [(position, number) for position, number in source["extras"].get("order", ())]
    left = set(grouped)
    said = [place for place in order if place in left] or grouped
    said += [place for place in grouped if place not in set(said)]
    return {
        **applied(made, extras),
        "training_pairs": [pairs[position][number - 1] for position, number in said],
    }


def own_file(
    conversation: Mapping[str, Any], dataset: Mapping[str, Any], pairs: Sequence[dict[str, Any]]
) -> dict[str, Any]:
    """A file of the format's own shape for a conversation that came from none."""
    profile = dataset["profile"]
    consultant = profile.get("consultant", {})
    title = ", ".join(str(consultant[name]) for name in ("name", "credential") if consultant.get(name))
    metadata = {
        "dataset_name": conversation["conversation_id"],
        "version": f"{conversation['revision']}",
        "created_date": str(conversation["generated_at"] or conversation["created_at"])[:10],
        "vertical": dataset["name"],
        "consultant_persona": title,
        "target_use": "LoRA fine-tuning",
        "quality_tier": conversation["tier"],
        "generation_method": conversation["generation_method"],
        "total_conversations": 1,
        "total_turns": len(pairs),
    }
    philosophy = {
        f"principle_{place}": f"{principle['name']}: {principle['statement']}"
        for place, principle in enumerate(profile.get("principles", ()), start=1)
    }
    about = {
        "name": consultant.get("name"),
        "business": consultant.get("business"),
        "expertise": consultant.get("expertise"),
        "years_experience": consultant.get("years_of_experience"),
        "core_philosophy": philosophy,
        "communication_style": consultant.get("communication_style"),
    }
    return {
        "dataset_metadata": metadata,
        "consultant_profile": {name: said for name, said in about.items() if said is not None},
        "training_pairs": list(pairs),
    }
