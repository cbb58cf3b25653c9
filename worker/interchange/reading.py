"""Reads an interchange file (domain.md section 6): JSON text to conversations, as rows and as values of the
domain.

One mapping (columns.py, turns.py) reads leniently: what has no column is kept in extras, what is not as the
format has it is noted, and only what no conversation can be made of is a fault. Being strict is a layer on
top of it, for files of ours: every note is a fault, and the domain's own rules hold. Writes nothing; tested
in tests/unit/test_planning_interchange.py and tests/unit/test_interchange_reading.py.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from worker.domain.annotation import EmotionalContext, ResponseStrategy, SentenceBreakdown
from worker.domain.conversation import Conversation, Turn
from worker.errors import ContentError
from worker.interchange.columns import Row
from worker.interchange.fields import Fields, Note, kind
from worker.interchange.json_text import parse
from worker.interchange.patch import difference
from worker.interchange.turns import PERSONA_SEPARATOR, About, read_turn, with_extras
from worker.interchange.unproven import unproven_turn

_MOST_TURNS: Final = 2_147_483_647
_MOST_VARIATIONS: Final = 2_147_483_647


@dataclass(frozen=True)
class ReadConversation:
    """One conversation of a file.

    about: what its turns say of it, each value as the first turn that says one. turns: its rows without
    extras, in order; pairs: the same turns as the file has them. position: its place in the file, from 0.
    """

    about: About
    turns: tuple[Row, ...]
    pairs: tuple[Mapping[str, Any], ...]
    position: int

    @property
    def conversation_id(self) -> str:
        """Its id in the file."""
        return self.about.conversation_id

    def rows(self, about: About) -> list[Row]:
        """The turns with their extras, for a conversation whose columns say what `about` says."""
        return with_extras(self.turns, self.pairs, about)


@dataclass(frozen=True)
class ReadFile:
    """A file: the source it is, its conversations in the order of their first turns, and what was noted.

    dataset_metadata and consultant_profile are None where the file has none. extras: what else it has at
    its top, and the order of its turns where they are not grouped and ascending.
    """

    sha256: str
    dataset_metadata: Any
    consultant_profile: Any
    extras: dict[str, Any]
    conversations: tuple[ReadConversation, ...]
    notes: tuple[Note, ...]


def file_at(path: Path) -> ReadFile:
    """A file, leniently.

    Raises ContentError: it cannot be read, is no JSON (line and column), holds what the database cannot, or
    something no conversation can be made of (each by path).
    """
    try:
        raw = path.read_bytes()
        text = raw.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ContentError(f"{path}: cannot be read ({error}).") from error
    digest = hashlib.sha256(raw).hexdigest()
    del raw  # a file of hundreds of conversations is read within the memory of a small machine
    return replace(file_from(text, str(path)), sha256=digest)


def file_from(text: str, where: str, *, strictly: bool = False) -> ReadFile:
    """As file_at, for a text; `where` names it in errors. strictly: whatever is noted is a fault."""
    notes: list[Note] = []
    value = parse(text, where, notes)
    del text
    faults: list[Note] = []
    top = Fields(value, "$", faults)
    conversations = _conversations(top, notes, faults)
    if not conversations and not faults:
        faults.append(Note("$.training_pairs", "holds no turn"))
    if strictly:
        faults.extend(notes)
    if faults:
        raise ContentError(f"{where}:\n" + "\n".join(f"  {fault}" for fault in dict.fromkeys(faults)))
    written = [(item.position, row["turn_number"]) for item in conversations for row in item.turns]
    place = {id(pair): (item.position, row["turn_number"]) for item in conversations
             for row, pair in zip(item.turns, item.pairs, strict=True)}  # fmt: skip
    order = [place[id(pair)] for pair in top.items("training_pairs")]
    known = ("dataset_metadata", "consultant_profile")
    made = {name: top.any(name) for name in known if top.any(name) is not None}
    rest = {name: said for name, said in value.items() if name != "training_pairs"}
    extras = difference(made, rest)
    return ReadFile(
        sha256="",
        dataset_metadata=made.get("dataset_metadata"),
        consultant_profile=made.get("consultant_profile"),
        extras=extras if order == written else {**extras, "order": [list(each) for each in order]},
        conversations=conversations,
        notes=tuple(dict.fromkeys(notes)),
    )


def strict(read: ReadConversation, where: str) -> Conversation:
    """A conversation as the domain has it; `where` names its file.

    Raises ContentError: what of it the domain's rules refuse.
    """
    faults: list[str] = []
    turns: list[Turn] = []
    for row in read.turns:
        try:
            turns.append(Turn.model_validate(_with_blanks(row)))
        except ValidationError as error:
            turn = f"{read.conversation_id}, turn {row['turn_number']}"
            faults.extend(f"  {turn}: {_where(each['loc'])}: {each['msg']}" for each in error.errors())
    if faults:
        raise ContentError(f"{where}:\n" + "\n".join(faults))
    return Conversation(conversation_id=read.conversation_id, turns=tuple(turns))


def lenient(read: ReadConversation) -> Conversation:
    """A conversation for the checks, whatever it lacks: a missing text is blank, a missing number None.

    A change from or to an intensity that the file does not give is left out: there is nothing to hold it to.
    """
    turns: list[Turn] = []
    known = False
    for row in read.turns:
        values = _with_blanks(row)
        context = values["emotional_context"]
        before, known = known, context["intensity"] is not None
        if not (before and known):
            context["intensity_change"] = None
        try:
            turns.append(Turn.model_validate(values))
        except ValidationError:
            turns.append(unproven_turn(values))
    return Conversation.model_construct(conversation_id=read.conversation_id, turns=tuple(turns))


def _conversations(top: Fields, notes: list[Note], faults: list[Note]) -> tuple[ReadConversation, ...]:
    grouped: dict[str, list[tuple[Row, Mapping[str, Any]]]] = {}
    for place, item in enumerate(top.items("training_pairs")):
        path = f"$.training_pairs[{place}]"
        if not isinstance(item, Mapping):
            faults.append(Note(path, f"expected an object, found {kind(item)}"))
            continue
        pair = Fields(item, path, notes)
        conversation_id = item.get("conversation_id")
        turns = grouped.setdefault(conversation_id, []) if isinstance(conversation_id, str) else []
        wrong = _no_turn(item, path)
        number = item.get("turn_number")
        if number is None and not wrong:  # the turns of a file that does not number them stand in order
            number = len(turns) + 1
        if wrong or number is None:
            faults.extend(wrong)
        else:
            turns.append((read_turn(pair, int(number)), item))
    return tuple(
        read
        for position, (conversation_id, turns) in enumerate(grouped.items())
        if (read := _conversation(conversation_id, turns, position, notes, faults)) is not None
    )


def _no_turn(item: Mapping[str, Any], path: str) -> list[Note]:
    """What keeps an object from being a turn of a conversation, leniently looked at."""
    wrong = []
    for name in ("conversation_id", "current_user_input", "target_response"):
        said = item.get(name)
        if said is None or (isinstance(said, str) and not said.strip()):
            wrong.append(Note(f"{path}.{name}", "is missing"))
        elif not isinstance(said, str):
            wrong.append(Note(f"{path}.{name}", f"expected a text, found {kind(said)}"))
    number = item.get("turn_number")
    if number is None:
        return wrong
    if isinstance(number, bool) or not isinstance(number, int | float):
        wrong.append(Note(f"{path}.turn_number", f"expected a number, found {kind(number)}"))
    elif not 1 <= number <= _MOST_TURNS or number != int(number):
        wrong.append(Note(f"{path}.turn_number", f"{number} is no whole number from 1"))
    return wrong


def _conversation(
    conversation_id: str,
    read: list[tuple[Row, Mapping[str, Any]]],
    position: int,
    notes: list[Note],
    faults: list[Note],
) -> ReadConversation | None:
    read = sorted(read, key=lambda item: int(item[0]["turn_number"]))
    numbers = [row["turn_number"] for row, _ in read]
    if numbers != list(range(1, len(numbers) + 1)):
        if not faults:  # a turn with a fault of its own is missing here, and was named
            faults.append(
                Note(conversation_id, f"turns are numbered {numbers}, expected 1 to {len(numbers)}")
            )
        return None
    pairs = tuple(pair for _, pair in read)
    return ReadConversation(
        _about(conversation_id, pairs, notes), tuple(row for row, _ in read), pairs, position
    )


def _about(conversation_id: str, pairs: Sequence[Mapping[str, Any]], notes: list[Note]) -> About:
    metadata = [_block(pair, "conversation_metadata") for pair in pairs]
    training = [_block(pair, "training_metadata") for pair in pairs]
    for name in ("client_persona", "client_background", "session_context", "expected_outcome"):
        notes.extend(
            Note(f"{conversation_id}: conversation_metadata.{name}", f"expected a text, found {kind(said)}")
            for block in metadata
            if (said := block.get(name)) is not None and not isinstance(said, str)
        )
    persona = _first(metadata, "client_persona", lambda said: isinstance(said, str))
    name, separator, archetype = (persona or "").partition(PERSONA_SEPARATOR)
    return About(
        conversation_id=conversation_id,
        persona_name=None if persona is None else name,
        archetype=archetype if separator else None,
        persona_description=_first(metadata, "client_background", lambda said: isinstance(said, str)),
        session_context=_first(metadata, "session_context", lambda said: isinstance(said, str)),
        expected_outcome=_first(metadata, "expected_outcome", lambda said: isinstance(said, str)),
        use_for_variations=all(block.get("use_as_seed_example") is True for block in training),
        variation_count_target=_first(training, "generate_variations_count", _is_count),
    )


def _block(pair: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    block = pair.get(name)
    return block if isinstance(block, Mapping) else {}


def _first(blocks: Sequence[Mapping[str, Any]], name: str, fits: Callable[[Any], bool]) -> Any:
    return next((block[name] for block in blocks if fits(block.get(name))), None)


def _is_count(said: Any) -> bool:
    return isinstance(said, int) and not isinstance(said, bool) and 0 <= said <= _MOST_VARIATIONS


# Texts that the domain may lack; every other text of a turn that a file does not have is blank.
_MAY_BE_NONE: Final = frozenset(
    {
        "secondary_emotion", "tertiary_emotion", "valence_as_written", "previous_emotion", "current_emotion",
        "progression_description", "pacing_as_written", "psychological_principle", "stylistic_note",
    }
)  # fmt: skip


def _with_blanks(row: Mapping[str, Any]) -> Row:
    """A turn's rows as the domain's shapes are made from them: without figures, a missing text blank."""
    return {
        **_blanks(Turn, row),
        "emotional_context": _blanks(EmotionalContext, row["emotional_context"]),
        "response_strategy": _blanks(ResponseStrategy, row["response_strategy"]),
        "response_breakdown": [_blanks(SentenceBreakdown, each) for each in row["response_breakdown"]],
    }


def _blanks(shape: Any, row: Mapping[str, Any]) -> Row:
    known = {name: row[name] for name in shape.model_fields if name in row}
    for name, field in shape.model_fields.items():
        if known.get(name) is None and field.annotation is not None and name in known:
            blank_text = field.annotation is str
            known[name] = "" if blank_text else None
        elif known.get(name) == "" and name in _MAY_BE_NONE:
            known[name] = None
    return known


def _where(location: tuple[int | str, ...]) -> str:
    return ".".join(str(part) for part in location)
