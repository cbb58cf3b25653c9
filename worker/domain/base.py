"""The base of every domain model: strict about unknown fields, immutable once made."""

from pydantic import BaseModel, ConfigDict


class Model(BaseModel):
    """A value: unknown fields are refused, instances are frozen."""

    model_config = ConfigDict(extra="forbid", frozen=True)
