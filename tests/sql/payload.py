"""What a worker hands to save_conversation: a conversation that is small but whole."""

from typing import Any

from worker.domain.verdicts import SCORES


def turn(number: int, text: str = "Good day.") -> dict[str, Any]:
    """One turn of a save's payload, small but whole."""
    return {
        "turn_number": number,
        "system_prompt": "You are kind.",
        "user_input": f"hello, this is message {number}",
        "user_intent": "greet",
        "target_response": text,
        "calculations": [{"result": "$480", "expression": "24000 * 2 / 100", "meaning": "what April costs"}],
        "response_structure_type": "plain",
        "positive_indicators": ["thanks"],
        "neutral_indicators": [],
        "negative_indicators": [],
        "difficulty_level": "easy",
        "key_learning_objective": "greeting",
        "demonstrates_skills": ["warmth"],
        "emotional_progression_target": "calm",
        "user_word_count": 5,
        "response_word_count": 2,
        "sentence_count": 1,
        "quality": {"quotes": 1},
        "extras": {},
        "emotional_context": {
            "primary_emotion": "fear",
            "primary_confidence": 0.8,
            "intensity": 0.5,
            "valence": "negative",
            "emotional_indicators": [{"category": "vulnerability", "quote": "hello"}],
            "risk_level": "low",
            "engagement_readiness": "high",
            "knowledge_level": "low",
            "trust_level": "high",
            "client_needs": [],
            "red_flags": [],
            "indicator_count": 9,
            "quote_count": 1,
        },
        "response_strategy": {
            "primary_strategy": "greet",
            "primary_rationale": "so",
            "secondary_strategies": [],
            "tone_selection": "warm",
            "tone_rationale": "so",
            "pacing": "slow",
            "tactical_choices": [{"name": "smile", "chosen": True}],
            "avoid_tactics": [],
            "specific_techniques": [],
        },
        "response_breakdown": [
            {
                "sentence_number": 1,
                "sentence_text": text,
                "function": "greet",
                "emotional_purpose": "calm",
                "technique": "plain",
                "teaches_model": "greeting",
                "word_choice_rationale": [{"phrase": "Good", "reason": "kind"}],
            }
        ],
    }


def payload(turns: int = 2, score: float = 4.8, text: str = "Good day.", **metrics: object) -> dict[str, Any]:
    """A save's payload of so many turns."""
    return {
        "conversation": {
            "turn_count": turns,
            "models": {"dialogue": "claude-sonnet-5-5"},
            "template_version": 1,
            "generation_seconds": 12.5,
        },
        "turns": [turn(number, text) for number in range(1, turns + 1)],
        "metrics": {
            "overall_score": score,
            "code_score": score,
            "ready_for_training": True,
            "needs_review": False,
            "judged": True,
            "judge_score": 5.0,
            **{f"{name}_score": 5.0 for name in SCORES},
            "judge_model": "claude-opus-5-5",
            "rubric_hash": "a" * 64,
            "total_turns": turns,
            "total_sentences": turns,
            "total_indicators": 9 * turns,
            "total_quotes": turns,
            "total_rationales": turns,
            "required_parts_present": True,
            "error_findings": 0,
            "warning_findings": 1,
            "scorer_version": "1",
            "score_parts": [{"dimension": "structure", "value": 1.0}],
            **metrics,
        },
        "findings": [
            {
                "check": "quotes",
                "severity": "warning",
                "message": "few quotes",
                "action": "quote more",
                "turn_number": 1,
                "sentence_number": None,
                "evidence": {"found": 1},
            }
        ],
    }
