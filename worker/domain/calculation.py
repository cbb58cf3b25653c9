"""A sum an answer states, declared so that code can work it out again."""

from pydantic import Field

from worker.domain.base import Model


class Calculation(Model):
    """result: exactly as the answer writes it ("$480", "24 percent", "4.5 months").

    expression: arithmetic over plain numbers (`24000 * 2 / 100`), as worker/domain/arithmetic.py reads it.
    meaning: what it is, in a few words. Whether the sum comes out is quality/'s to say.
    """

    result: str = Field(min_length=1)
    expression: str = Field(min_length=1)
    meaning: str = Field(min_length=1)
