"""How a dataset's voice is recognised in a text: the part of its profile that checks read.

Everything here is data of the dataset; the program brings no words of its own. What is left out is not
measured. docs/content.md describes the fields.
"""

import re
from functools import cached_property

from pydantic import Field, field_validator

from worker.domain.base import Model


def _patterns_compile(patterns: tuple[str, ...]) -> tuple[str, ...]:
    for pattern in patterns:
        try:
            re.compile(pattern.replace("{client}", "client"))
        except re.error as error:
            raise ValueError(f"{pattern!r} is no regular expression: {error}") from error
    return patterns


class Jargon(Model):
    """A technical term. also: other forms of it; explained: words whose presence explains this very term."""

    term: str = Field(min_length=1)
    also: tuple[str, ...] = ()
    explained: tuple[str, ...] = ()


class VoiceRules(Model):
    """profile.voice. Phrases are found in either case, as whole words; a word ending in * stands for all that
    begin so.

    emotion_within_sentences: an answer names the client's emotion in its first so many. emotion_families:
    words of one feeling each; a detected emotion may be named by any word of its family. vague_amounts: what
    stands where a number belongs. permission: how an answer asks before it teaches; agreement: how a client
    agrees or asks without a question mark. explanations: wordings that explain a term beside them. support:
    how an answer ends when it does not end in a question, in its last support_within_sentences.
    opening_words: answers of one conversation begin with so many different words; openings_avoided:
    beginnings that fit any message.
    """

    emotion_within_sentences: int | None = Field(default=None, ge=1)
    emotion_families: tuple[tuple[str, ...], ...] = ()
    vague_amounts: tuple[str, ...] = ()
    permission: tuple[str, ...] = ()
    agreement: tuple[str, ...] = ()
    jargon: tuple[Jargon, ...] = ()
    explanations: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    support_within_sentences: int = Field(default=2, ge=1)
    opening_words: int | None = Field(default=None, ge=1)
    openings_avoided: tuple[str, ...] = ()

    @cached_property
    def jargon_forms(self) -> tuple[str, ...]:
        """Every form of every technical term."""
        return tuple(form for item in self.jargon for form in (item.term, *item.also))


class BoundaryRules(Model):
    """profile.boundary: how an edge case is recognised to be held.

    boundary: wordings that hold a boundary. planning: regular expressions of a financial plan, in either
    case, which has no place before the referral.
    """

    boundary: tuple[str, ...] = ()
    planning: tuple[str, ...] = ()

    _compile = field_validator("planning")(_patterns_compile)


class Never(Model):
    """Something no answer says. name and rule are for people and prompts; the rest is how it is recognised.

    phrases: wordings, in either case. patterns: regular expressions, in either case; {client} stands for the
    first names of the plan's clients. names: exact names (of products), which the client may have brought up.
    error: whether one finding bars the conversation from training.
    """

    name: str = Field(min_length=1)
    rule: str = Field(min_length=1)
    phrases: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    error: bool = False

    _compile = field_validator("patterns")(_patterns_compile)
