"""Hypothesis strategies for interchange files as people and models write them: domain.md section 6's
irregularities.

Texts are drawn from few words, so that values repeat each other by accident as well as on purpose.
"""

import copy
from typing import Any

from hypothesis import strategies as st

Json = Any

_WORDS = (
    "fear",
    "relief",
    "shame",
    "warm",
    "slow",
    "mixed",
    "I never open the letters",
    "",
    "Straße “so”",
)
_texts = st.one_of(st.sampled_from(_WORDS), st.text(max_size=12).filter(lambda text: "\0" not in text))
_numbers = st.one_of(
    st.integers(-3, 12),
    st.floats(0, 1, allow_nan=False).map(lambda value: round(value, 3)),
    st.sampled_from([0.88, -0.18, 1.0, 5e-324, 10**20]),
)
_scalars = st.one_of(_texts, _numbers, st.booleans(), st.none())
_names = st.one_of(
    st.sampled_from(("notes", "set", "in", "at", "is", "drop", "turn", "role")), st.text("abc_", max_size=4)
)
anything: st.SearchStrategy[Json] = st.recursive(
    _scalars,
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(_names, inside, max_size=3),
    max_leaves=6,
)
_quotes = st.one_of(st.lists(_texts, max_size=3), _texts, anything)


def _block(**known: st.SearchStrategy[Json]) -> st.SearchStrategy[Json]:
    """An object with any of the known entries, perhaps with others, perhaps something else altogether."""
    some = st.fixed_dictionaries({}, optional=known)
    extra = st.dictionaries(_names, anything, max_size=2)
    made = st.tuples(extra, some).map(lambda both: {**both[0], **both[1]})
    return st.one_of(made, made, made, made, anything)


def _odd(usual: st.SearchStrategy[Json]) -> st.SearchStrategy[Json]:
    return st.one_of(usual, usual, usual, anything)


def _listed(**known: st.SearchStrategy[Json]) -> st.SearchStrategy[Json]:
    item = st.one_of(_block(**known), _texts)
    return _odd(st.lists(item, max_size=3))


_share = _odd(st.floats(0, 1, allow_nan=False).map(lambda value: round(value, 2)))
_text = _odd(_texts)
_list = _odd(st.one_of(st.lists(_texts, max_size=3), _texts))
_free = _odd(
    st.sampled_from(
        (
            "mixed",
            "mixed_negative_but_improving",
            "Negative",
            "very slow",
            "moderate_educational",
            "complicated",
            "fast",
        )
    )
)
_progression = st.one_of(
    _block(
        previous_emotion=_text,
        current_emotion=_text,
        intensity_change=_odd(st.floats(-1, 1)),
        description=_text,
    ),
    st.dictionaries(
        st.sampled_from(["turn_1", "turn_2", "turn_3", "turn_9", "trajectory"]), _text, max_size=4
    ),
)
_context = _block(
    detected_emotions=_block(
        primary=_text, primary_confidence=_share, secondary=_text, secondary_confidence=_share,
        tertiary=_text, tertiary_confidence=_share, intensity=_share, valence=_free,
    ), emotional_indicators=_odd(st.dictionaries(st.sampled_from(["shame", "hope", "time_pressure", ""]),
    _quotes)), emotional_progression=_progression, behavioral_assessment=_block(
        risk_level=_text, engagement_readiness=_text, knowledge_level=_text, trust_level=_text
    ),
    client_needs_hierarchy=_listed(need=_text, priority=_odd(st.integers(1, 4)), rationale=_text),
    red_flags=_listed(flag=_text, implication=_text, handling=_text),
    breakthrough_signals=anything,
)  # fmt: skip
_strategy = _block(
    primary_strategy=_text, primary_rationale=_text, secondary_strategies=_list, tone_selection=_text,
    tone_rationale=_text, pacing=_free, avoid_tactics=_list,
    tactical_choices=_odd(st.dictionaries(_names, _odd(st.booleans()), max_size=3)),
    specific_techniques=_listed(technique=_text, application=_text, purpose=_text),
)  # fmt: skip
_breakdown = _block(
    total_sentences=_odd(st.integers(0, 3)),
    structure_type=_text,
    sentences=_listed(
        sentence_number=_odd(st.integers(1, 4)), text=_text, function=_text, emotional_purpose=_text,
        technique=_text, teaches_model=_text, psychological_principle=_text, stylistic_note=_text,
        word_choice_rationale=_odd(st.dictionaries(_names, _text, max_size=3)),
    ),
)  # fmt: skip
_metadata = _block(
    client_persona=_odd(
        st.sampled_from(["Ann", "Ann - The Planner", " - The Planner", "Ann -The", "B - C - D", "Ann - "])
    ),
    client_background=_text, session_context=_text, conversation_phase=_text, expected_outcome=_text,
)  # fmt: skip
_training = _block(
    difficulty_level=_text, key_learning_objective=_text, demonstrates_skills=_list,
    emotional_progression_target=_text, quality_score=_odd(st.integers(1, 5)),
    quality_criteria=_block(empathy_score=_share, clarity_score=_share), human_reviewed=_odd(st.booleans()),
    use_as_seed_example=_odd(st.booleans()), generate_variations_count=_odd(st.integers(0, 9)),
)  # fmt: skip
_said = st.one_of(
    st.sampled_from(["I never open the letters that come", "Thank you. What comes next for us?"]),
    st.text(min_size=1, max_size=30).filter(lambda text: text.strip() and "\0" not in text),
)
_optional = {
    "id": _text,
    "conversation_metadata": _metadata,
    "system_prompt": _text,
    "user_intent": _text,
    "emotional_context": _context,
    "response_strategy": _strategy,
    "response_breakdown": _breakdown,
    "expected_user_response_patterns": _block(
        positive_indicators=_list, neutral_indicators=_list, negative_indicators=_list
    ),
    "training_metadata": _training,
    "calculations": _listed(result=_text, expression=_text, meaning=_text),
}


@st.composite
def histories(draw: st.DrawFn, before: list[Json]) -> Json:
    """A history of the turns before: in the own shape, or one of the others people use, or anything."""
    own: list[Json] = []
    for turn in before:
        emotions = turn.get("emotional_context")
        found = emotions.get("detected_emotions") if isinstance(emotions, dict) else None
        primary = found.get("primary") if isinstance(found, dict) else None
        own += [
            {"turn": turn["turn_number"], "role": "user", "content": turn["current_user_input"]},
            {"turn": turn["turn_number"], "role": "assistant", "content": turn["target_response"]},
        ]
        if isinstance(primary, str) and draw(st.booleans()):
            own[-2]["emotional_state"] = primary
    shape = draw(st.sampled_from(["own", "own", "late", "changed", "pairs", "keyed", "any"]))
    if shape == "late":
        return own[-2:]
    if shape == "changed" and own:
        entry = draw(st.sampled_from(own))
        entry[draw(st.sampled_from(["role", "content", "turn", "outcome", "emotional_state"]))] = draw(
            anything
        )
    if shape == "pairs":
        return [
            {
                "turn": turn["turn_number"],
                "user": turn["current_user_input"],
                "assistant": turn["target_response"],
                "note": draw(_scalars),
            }
            for turn in before
        ]
    if shape == "keyed":
        return {
            f"turn_{turn['turn_number']}": [turn["current_user_input"], turn["target_response"]]
            for turn in before
        }
    return draw(anything) if shape == "any" else own


@st.composite
def conversations(draw: st.DrawFn, conversation_id: str) -> list[Json]:
    """The training pairs of one conversation of one to three turns."""
    made: list[Json] = []
    for number in range(1, draw(st.integers(1, 3)) + 1):
        pair = draw(st.fixed_dictionaries({}, optional=_optional))
        pair |= draw(
            st.dictionaries(
                st.sampled_from(["reviewer", "history", "repeats", "extras"]), anything, max_size=2
            )
        )
        pair |= {
            "conversation_id": conversation_id,
            "current_user_input": draw(_said),
            "target_response": draw(_said),
            "turn_number": number,
        }
        if made and isinstance(pair.get("conversation_metadata"), dict) and draw(st.booleans()):
            pair["conversation_metadata"] = copy.deepcopy(made[0].get("conversation_metadata", {}))
        if draw(st.booleans()):
            pair["conversation_history"] = draw(histories(made))
        made.append(pair)
    if draw(st.integers(0, 4)) == 0:  # a file that does not number its turns
        for pair in made:
            del pair["turn_number"]
    return made


@st.composite
def files(draw: st.DrawFn, ids: tuple[str, ...] = ("a_1", "b_2")) -> Json:
    """A whole file of one or two conversations, grouped or mixed."""
    several = [draw(conversations(name)) for name in ids[: draw(st.integers(1, len(ids)))]]
    pairs = [pair for each in several for pair in each]
    if all("turn_number" in pair for pair in pairs) and draw(st.booleans()):
        pairs = draw(st.permutations(pairs))
    top = draw(st.dictionaries(st.sampled_from(["version", "notes", "order", "in"]), anything, max_size=2))
    top |= draw(
        st.fixed_dictionaries({}, optional={"dataset_metadata": anything, "consultant_profile": anything})
    )
    return {**top, "training_pairs": pairs}
