"""What copying and pasting does to a value, whatever it is. Pure; tested in tests/unit/test_addresses.py
and tests/unit/test_credentials.py.
"""

import re

# Straight, backtick, and the curly and angled ones a word processor makes of them.
_QUOTES = "\"'`\u201c\u201d\u2018\u2019\u00ab\u00bb"
# Bullets, asterisks and dots in place of what a dashboard hides.
_MASKED = re.compile(r"[\u2022\u25cf\u2219\u2026]|\*{3,}|\.{3,}")
_PLACEHOLDER = re.compile(
    r"^(?:your|my)[-_ ]|^[<\[{$]|[>}]$|^x{3,}|[-_.]x{6,}"
    r"|^(?:change|replace|insert|paste|placeholder|todo|example)"
    r"|//(?:your|my)[-_]?(?:project|ref)|//(?:project|ref|xyzcompany)\b|//x{3,}|project[-_]?ref"
    r"|//[<{]|//\[(?![0-9a-f:.]+\])"  # an IPv6 address stands in brackets too
    r"|^(?:sb_secret_|sb_publishable_|sk-ant-(?:api\d*-)?)(?:your[-_]|x{4,}|here|$)",
    re.IGNORECASE,
)


def damage(value: str, name: str) -> str | None:
    """The rest of a sentence that begins with the variable's name, or None when the value is whole.

    Args: value: as it was set, not empty. name: of its variable.
    """
    return next((said for found, said in _signs(value, name) if found), None)


def _signs(value: str, name: str) -> tuple[tuple[bool, str], ...]:
    """What is looked for, the more telling first."""
    return (
        (value.strip() != value, "has a space or a line break before or after it; paste the value alone"),
        (value.startswith(f"{name}="), "begins with its own name; paste what stands after the equals sign"),
        (value[0] in _QUOTES or value[-1] in _QUOTES, "has quotes around it; paste the value without them"),
        (value.casefold().startswith("bearer "), "begins with Bearer; paste the key alone"),
        (
            _MASKED.search(value) is not None,
            "is the shortened or hidden form a page shows; reveal the value and copy all of it",
        ),
        (_PLACEHOLDER.search(value) is not None, "still holds a placeholder; paste your own value"),
        (
            any(character.isspace() for character in value),
            "has a space or a line break in it; paste it again in one line",
        ),
        (
            not (value.isascii() and value.isprintable()),
            "has signs in it that no key and no address has; copy it again",
        ),
    )
