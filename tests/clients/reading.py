"""What a dashboard reads: pages, searches, one conversation whole; and what nobody may."""

from tests.clients.step import EIGHT, FIRST, MATRIX_PAGE, SEED, TALKS, Part, Step

_WHOLE = (
    "*, training_turns(*, emotional_context(*), response_strategies(*), response_breakdowns(*)),"
    " quality_metrics(*)"
)
_RENAMED = (
    "turn:turn_number, words:response_word_count::text, about:training_conversations(persona_name),"
    " ...emotional_context(feeling:primary_emotion)"
)
READING = Part(
    "Reading",
    (
        Step(
            "reads a page of the matrix, filtered, sorted, with the exact count",
            "viewer",
            [
                *MATRIX_PAGE,
                *EIGHT,
                ["eq", "generation_status", "planned"],
                ["in", "persona_type", ["Marcus", "Jennifer"]],
                ["order", "quality_score", {"ascending": False, "nullsFirst": False}],
                ["order", "conversation_number", {"ascending": True}],
                ["range", 0, 2],
            ],
            {"status": 206, "count": 5, "range": "0-2/5", "data.0.conversation_id": FIRST, "data.length": 3},
        ),
        Step(
            "reads the last page",
            "viewer",
            [*MATRIX_PAGE, *EIGHT, ["order", "conversation_number"], ["range", 6, 8]],
            {"status": 206, "count": 8, "range": "6-7/8", "data.length": 2},
        ),
        Step(
            "reads beyond the end",
            "viewer",
            [*MATRIX_PAGE, *EIGHT, ["range", 20, 29]],
            {"status": 416, "code": "PGRST103", "range": "*/8"},
        ),
        Step(
            "counts without rows",
            "viewer",
            [
                TALKS,
                ["select", "*", {"count": "exact", "head": True}],
                *EIGHT,
            ],
            {"status": 200, "count": 8, "range": "0-7/8"},
        ),
        Step(
            "asks for an estimated count",
            "viewer",
            [TALKS, ["select", "conversation_id", {"count": "estimated"}], *EIGHT],
            {"status": 200, "count": 8},
        ),
        Step(
            "filters by score range and by what is absent",
            "viewer",
            [
                *MATRIX_PAGE,
                ["eq", "conversation_id", SEED],
                ["gte", "quality_score", 4],
                ["lt", "quality_score", 5.5],
                ["not", "starting_emotion", "is", None],
                ["is", "template_id", None],
            ],
            {"status": 200, "count": 1, "data.0.conversation_id": SEED},
        ),
        Step(
            "filters with or, not, neq and ilike",
            "viewer",
            [
                *MATRIX_PAGE,
                *EIGHT,
                ["or", "topic_category.ilike.*retirement*,topic_description.ilike.*roth*"],
                ["neq", "persona_type", "David"],
                ["not", "tier", "in", "(seed,tier3_edge)"],
                ["order", "conversation_number"],
            ],
            {"status": 200, "count": 3, "data.0.conversation_id": "fp_jennifer_012"},
        ),
        Step(
            "searches the topics in words",
            "viewer",
            [
                TALKS,
                ["select", "conversation_id"],
                *EIGHT,
                ["textSearch", "topic_description", "roth -term", {"type": "websearch", "config": "english"}],
                ["order", "conversation_id"],
            ],
            {"status": 200, "data.length": 2, "data.0.conversation_id": "fp_jennifer_012"},
        ),
        Step(
            "filters by patterns, all or any of them",
            "viewer",
            [
                TALKS,
                ["select", "conversation_id"],
                *EIGHT,
                ["likeAnyOf", "conversation_id", ["fp_david%", "fp_mixed%"]],
                ["ilikeAllOf", "conversation_id", ["FP%", "%1_"]],
                ["order", "conversation_id"],
            ],
            {"status": 200, "data.length": 3, "data.0.conversation_id": "fp_david_014"},
        ),
        Step(
            "filters by an element of a list",
            "viewer",
            [
                ["from", "conversation_templates"],
                ["select", "template_id"],
                ["like", "template_id", "tier1_a%"],
                ["contains", "variables", '["age"]'],
            ],
            {"status": 200, "data": [{"template_id": "tier1_a_confusion_to_clarity"}]},
        ),
        Step(
            "filters by equality of several columns",
            "viewer",
            [*MATRIX_PAGE, ["match", {"persona_type": "Marcus", "conversation_id": SEED}]],
            {"status": 200, "count": 1},
        ),
        Step(
            "reads a conversation whole, its turns and annotations in order",
            "viewer",
            [
                TALKS,
                [
                    "select",
                    _WHOLE,
                ],
                ["eq", "conversation_id", SEED],
                ["order", "turn_number", {"referencedTable": "training_turns"}],
                ["order", "sentence_number", {"referencedTable": "training_turns.response_breakdowns"}],
                ["limit", 2, {"referencedTable": "training_turns"}],
                ["single"],
            ],
            {
                "status": 200,
                "data.conversation_id": SEED,
                "data.training_turns.length": 2,
                "data.training_turns.0.turn_number": 1,
                "data.training_turns.0.emotional_context.turn_id": f"{SEED}_turn1",
                "data.training_turns.0.response_breakdowns.0.sentence_number": 1,
            },
        ),
        Step(
            "keeps conversations with a matching turn",
            "viewer",
            [
                TALKS,
                ["select", "conversation_id, training_turns!inner(turn_number)", {"count": "exact"}],
                ["eq", "conversation_id", SEED],
                ["gt", "training_turns.turn_number", 2],
            ],
            {
                "status": 200,
                "count": 1,
                "data": [
                    {"conversation_id": SEED, "training_turns": [{"turn_number": 3}, {"turn_number": 4}]}
                ],
            },
        ),
        Step(
            "reads a turn with its conversation, under other names, cast and spread",
            "viewer",
            [
                ["from", "training_turns"],
                [
                    "select",
                    _RENAMED,
                ],
                ["eq", "turn_id", f"{SEED}_turn1"],
                ["limit", 1],
            ],
            {"status": 200, "data.0.turn": 1, "data.length": 1},
        ),
        Step(
            "reads inside JSON",
            "viewer",
            [
                ["from", "conversation_templates"],
                ["select", "template_id, first:variables->>0"],
                ["eq", "variables->>0", "age"],
                ["like", "template_id", "tier1_a%"],
            ],
            {"status": 200, "data": [{"template_id": "tier1_a_confusion_to_clarity", "first": "age"}]},
        ),
        Step(
            "reads one row where there is none",
            "viewer",
            [TALKS, ["select", "conversation_id"], ["eq", "conversation_id", "nobody"], ["single"]],
            {"status": 406, "code": "PGRST116"},
        ),
        Step(
            "reads one row or nothing",
            "viewer",
            [TALKS, ["select", "conversation_id"], ["eq", "conversation_id", "nobody"], ["maybeSingle"]],
            {"data": None},
        ),
        Step(
            "reads CSV",
            "viewer",
            [TALKS, ["select", "conversation_id,tier"], ["eq", "conversation_id", SEED], ["csv"]],
            {"status": 200, "data": f"conversation_id,tier\n{SEED},seed"},
        ),
        Step(
            "asks for a column there is not",
            "viewer",
            [TALKS, ["select", "nonsense"]],
            {"status": 400, "code": "42703"},
        ),
        Step(
            "asks for a table there is not",
            "viewer",
            [["from", "nonsense"], ["select", "*"]],
            {"status": 404, "code": "PGRST205"},
        ),
        Step(
            "embeds what does not belong together",
            "viewer",
            [TALKS, ["select", "conversation_id, generation_prices(*)"]],
            {"status": 400, "code": "PGRST200"},
        ),
        Step("reads without signing in", "anon", [TALKS, ["select", "*"]], {"status": 401, "code": "42501"}),
        Step(
            "reads without being a member", "stranger", [TALKS, ["select", "*"]], {"status": 200, "data": []}
        ),
        Step("reads as an anonymous user", "guest", [TALKS, ["select", "*"]], {"status": 200, "data": []}),
    ),
)
