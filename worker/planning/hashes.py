"""The hashes by which a shipped text is told from an edited one, equal to what Postgres computes from a row.

Canonical JSON here is the text form of Postgres' jsonb: keys by length, then by bytes; ", " and ": " between;
characters as they are. So the database can hash its own row (`plan_hash_sql`) and compare. Tested against a
database in tests/sql/test_seed.py.
"""

import hashlib
import json
from typing import Any

from worker.domain.plan import ConversationPlan, Template

# The columns of training_conversations that make up a plan: the model's own fields.
PLAN_COLUMNS = tuple(ConversationPlan.model_fields)
# The columns conversation_template_stamp hashes, in its order.
TEMPLATE_TEXTS = (
    "structure",
    "dialogue_prompt",
    "annotation_prompt",
    "instructions",
    "variables",
    "reference_conversation_ids",
)


def canonical(value: Any) -> str:
    """The value's canonical JSON."""
    if isinstance(value, dict):
        ordered = sorted(value, key=lambda key: (len(key.encode()), key.encode()))
        return "{" + ", ".join(f"{canonical(key)}: {canonical(value[key])}" for key in ordered) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(canonical(item) for item in value) + "]"
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def plan_hash(plan: ConversationPlan) -> str:
    """sha256, in hex, of the plan's canonical JSON."""
    return _sha256(canonical(plan.model_dump(mode="json")))


def template_hash(template: Template, own_requirements: dict[str, Any]) -> str:
    """sha256, in hex, of a template's texts; own_requirements is the part of the bar the row holds."""
    values = template.model_dump(mode="json")
    return _sha256(canonical([*(values[name] for name in TEMPLATE_TEXTS), own_requirements]))


def plan_hash_sql(alias: str) -> str:
    """The SQL expression for plan_hash of a row of training_conversations."""
    pairs = ", ".join(f"'{name}', {alias}.{name}" for name in PLAN_COLUMNS)
    return f"encode(sha256(convert_to(jsonb_build_object({pairs})::text, 'UTF8')), 'hex')"


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
