"""rapport show ID --draft: the kept draft as a person reads it, each finding where it lies."""

from typing import Any

import pytest

from tests.unit.conversations import conversation
from worker.cli.kept_draft import print_draft
from worker.cli.session import console
from worker.domain.drafts import drafted

TURNS = [drafted(turn).model_dump(mode="json") for turn in conversation().turns]


def finding(**changes: Any) -> dict[str, Any]:
    """A finding as a draft keeps it."""
    made = {"check": "c", "severity": "warning", "message": "It is [bold]wrong[/bold].", "action": "Mend it."}
    return {**made, "turn_number": None, "sentence_number": None, "path": "", **changes}


def shown(capsys: pytest.CaptureFixture[str], *findings: dict[str, Any]) -> list[str]:
    """The lines printed for the clean conversation's draft with these findings."""
    kept = {
        "conversation_id": "ds_ana_001",
        "attempt": 2,
        "created_at": "2026-11-25T07:00:00+00:00",
        "error_code": "not_whole",
        "error_message": "Not whole after the repairs.",
        "draft": {"conversation": {"turns": TURNS}, "findings": list(findings)},
    }
    print_draft(console(), kept)
    return [line.strip() for line in capsys.readouterr().out.splitlines()]


def test_the_reason_comes_first_and_the_messages_after_it(capsys: pytest.CaptureFixture[str]) -> None:
    """Whose draft, why it failed, and every turn with its sentences numbered."""
    lines = shown(capsys)
    assert lines[0] == "ds_ana_001  draft of attempt 2, 2026-11-25 07:00"
    assert lines[1] == "not_whole: Not whole after the repairs."
    assert [line.split("  ")[0] for line in lines if line.startswith("Turn")] == ["Turn 1", "Turn 2"]
    first = conversation().turns[0].response_breakdown[0].sentence_text
    assert any(line.startswith(f"1. {first[:40]}") for line in lines)


def test_a_finding_stands_where_it_lies(capsys: pytest.CaptureFixture[str]) -> None:
    """Under its sentence, else at the end of its turn, else above all; what it quotes is no markup."""
    lines = shown(
        capsys,
        finding(message="Of the whole."),
        finding(turn_number=2, path="emotional_context.red_flags", severity="error"),
        finding(turn_number=1, sentence_number=2, path="sentences[2]"),
    )
    at = lines.index
    whole = "warning: Of the whole. Mend it."
    of_turn = "error: emotional_context.red_flags: It is [bold]wrong[/bold]. Mend it."
    of_sentence = "warning: sentences[2]: It is [bold]wrong[/bold]. Mend it."
    second = next(line for line in lines if line.startswith("2. "))
    third = next(line for line in lines if line.startswith("3. "))
    turns = [index for index, line in enumerate(lines) if line.startswith("Turn")]
    assert at(whole) < turns[0]
    assert at(second) < at(of_sentence) < at(third)
    assert at(of_turn) > turns[1]
