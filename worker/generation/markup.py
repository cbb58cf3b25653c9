"""How data stands in a prompt: between tags of ours, and unable to open or close one.

Plans, answers and the model's own words are data. Tested in tests/unit/test_generation_briefs.py.
"""

import json
import re
from collections.abc import Sequence

from worker.quality.sources import Sources

_TAG = re.compile(r"<(?=/?[A-Za-z])")


def tagged(tag: str, value: object) -> str:
    """The value as JSON between tags."""
    return f"<{tag}>\n{as_json(value)}\n</{tag}>"


def as_json(value: object) -> str:
    """JSON that can neither open nor close a tag."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def bullets(texts: Sequence[str]) -> str:
    """One line a text."""
    return "\n".join("- " + inert(" ".join(text.split())) for text in texts)


def inert(text: str) -> str:
    """The text with whatever could be read as a tag of ours made harmless."""
    return _TAG.sub("\u2039", text)


def told(counts: Sources) -> str:
    """The facts and public lines an answer of a conversation may use, which the checks hold it to."""
    facts = [str(fact.get("statement", "")) for fact in counts.facts]
    lines = [
        f"{line.get('name', '')}: {line.get('contact', '')} ({line.get('how', 'call')}), "
        f"for {line.get('serves', 'anybody')}"
        for line in counts.lines
    ]
    return _listed("facts", facts) + _listed("public_lines", lines)


def _listed(tag: str, entries: Sequence[str]) -> str:
    return f"\n\n<{tag}>\n{bullets(entries) or 'none'}\n</{tag}>"
