"""Wire size: the model writes each thing once, and nothing that the program knows.

Of the file's own content (without what the program knows) three quarters cannot be reached in JSON with keys:
see the last test. The bound of it is what was reached.
"""

import json
import re

from tests.shipped import shipped
from tests.wire import answers, measured, written

SEEDS = shipped().seeds
MOST = 0.75  # of the interchange file (issue 5)
MOST_OF_CONTENT = 0.885  # of what in the file comes from answers; 0.866 to 0.881 were measured


def test_the_seeds_are_asked_for_in_three_quarters_of_their_files() -> None:
    """Every seed alone: its answers' bytes are at most 0.75 of its minified interchange file's."""
    sizes = measured(SEEDS)
    assert len(sizes) == 10
    assert {size.conversation_id: size.share for size in sizes if size.share > MOST} == {}


def test_what_is_theirs_in_the_files_is_asked_for_in_nine_tenths() -> None:
    """Without what the program knows: every seed's answers are at most 0.885 of the same content."""
    shares = {size.conversation_id: size.content_share for size in measured(SEEDS)}
    assert {name: share for name, share in shares.items() if share > MOST_OF_CONTENT} == {}


def test_every_key_the_model_writes_can_be_read() -> None:
    """Whole words in lower case: no abbreviation saves bytes at the price of understanding."""
    keys: set[str] = set()

    def walk(value: object) -> None:
        if isinstance(value, dict):
            keys.update(value)
        for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            walk(item)

    for answer in answers(SEEDS[0].conversation):
        walk(json.loads(written(answer)))
    assert {key for key in keys if not re.fullmatch(r"[a-z]{3,}(_[a-z]{3,})*", key)} == set()


def test_the_answers_hold_what_the_program_does_not_know() -> None:
    """The texts and quotes are there once; sentence texts, the system prompt and the history are not."""
    whole = SEEDS[0].conversation
    text = "".join(written(answer) for answer in answers(whole))
    for turn in whole.turns:
        assert text.count(json.dumps(turn.user_input, ensure_ascii=False)) == 1
        assert text.count(json.dumps(turn.target_response, ensure_ascii=False)) == 1
        assert turn.system_prompt[:60] not in text
        for sentence in turn.response_breakdown:
            assert json.dumps(sentence.sentence_text, ensure_ascii=False) not in text
            assert json.dumps(sentence.teaches_model, ensure_ascii=False) in text


def test_three_quarters_of_the_content_would_leave_nothing_for_keys() -> None:
    """The bare texts and numbers are two thirds of it, the marks JSON puts around them most of the rest."""
    sizes = measured(SEEDS)
    content = sum(size.content.bytes for size in sizes)
    bare = sum(size.bare.bytes for size in sizes)
    values = sum(size.values for size in sizes)
    assert 0.66 < bare / content < 0.70
    room = (MOST * content - bare) / values  # bytes a value: two quote marks and a comma are three of them
    assert 3 < room < 5
