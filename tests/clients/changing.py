"""Starting and steering jobs, and functions."""

from tests.clients.step import FIRST, JOBS, MEMBERS, Part, Step, job

CHANGING = Part(
    "Changing",
    (
        Step(
            "starts a job and reads it back with its items",
            "manager",
            [JOBS, ["insert", job(FIRST)], ["select", "*, generation_job_items(conversation_id, status)"]],
            {
                "status": 201,
                "data.0.status": "queued",
                "data.0.total_conversations": 1,
                "data.0.created_via": "user",
            },
            keep="job",
        ),
        Step(
            "starts a job for the same conversation",
            "manager",
            [JOBS, ["insert", job(FIRST)], ["select"]],
            {"status": 409, "code": "PT409"},
        ),
        Step(
            "starts a job for a conversation there is not",
            "manager",
            [JOBS, ["insert", job("fp_nobody_099")]],
            {"status": 422, "code": "PT422"},
        ),
        Step(
            "starts a job of a wrong type",
            "manager",
            [JOBS, ["insert", {"job_type": "nonsense", "target_conversation_ids": [FIRST]}]],
            {"status": 400, "code": "22023"},
        ),
        Step(
            "starts two jobs at once, without reading them back",
            "manager",
            [
                JOBS,
                [
                    "insert",
                    [job("fp_david_014", note="the first"), job("fp_mixed_016", max_cost_usd=1)],
                    {"count": "exact", "defaultToNull": False},
                ],
            ],
            {"status": 201, "count": 2, "range": "*/2"},
        ),
        Step(
            "starts a job with a column there is not",
            "manager",
            [JOBS, ["insert", {"nonsense": 1}]],
            {"status": 400, "code": "PGRST204"},
        ),
        Step(
            "starts a job as a viewer",
            "viewer",
            [JOBS, ["insert", job("fp_marcus_013")]],
            {"status": 403, "code": "42501"},
        ),
        Step(
            "writes a note, without reading it back",
            "manager",
            [JOBS, ["update", {"note": "for Monday"}], ["eq", "id", "$job.0.id"]],
            {"status": 204},
        ),
        Step(
            "pauses the job and reads it back as one object",
            "manager",
            [
                JOBS,
                ["update", {"requested_action": "pause"}],
                ["eq", "id", "$job.0.id"],
                ["select", "status,requested_action,note"],
                ["single"],
            ],
            {
                "status": 200,
                "data": {"status": "paused", "requested_action": None, "note": "for Monday"},
            },
        ),
        Step(
            "pauses it again",
            "manager",
            [JOBS, ["update", {"requested_action": "pause"}], ["eq", "id", "$job.0.id"]],
            {"status": 409, "code": "PT409"},
        ),
        Step(
            "changes nobody's row",
            "manager",
            [JOBS, ["update", {"note": "x"}, {"count": "exact"}], ["eq", "job_number", 999], ["select"]],
            {"status": 200, "count": 0, "range": "*/0", "data": []},
        ),
        Step(
            "changes every row by forgetting the filter",
            "manager",
            [JOBS, ["update", {"note": "x"}]],
            {"status": 400, "code": "21000"},
        ),
        Step(
            "writes a protected column",
            "manager",
            [JOBS, ["update", {"status": "completed"}], ["eq", "id", "$job.0.id"]],
            {"status": 403, "code": "42501"},
        ),
        Step(
            "changes more rows than allowed",
            "manager",
            [
                JOBS,
                ["update", {"note": "x"}],
                ["eq", "created_via", "user"],
                ["select", "note"],
                ["maxAffected", 1],
            ],
            {"status": 400, "code": "PGRST124"},
        ),
        Step(
            "cancels the job",
            "manager",
            [
                JOBS,
                ["update", {"requested_action": "cancel"}],
                ["eq", "id", "$job.0.id"],
                ["select", "status"],
            ],
            {"status": 200, "data": [{"status": "cancelled"}]},
        ),
        Step(
            "deletes a job",
            "manager",
            [JOBS, ["delete"], ["eq", "id", "$job.0.id"]],
            {"status": 403, "code": "42501"},
        ),
        Step(
            "leaves a member as it is",
            "service",
            [
                MEMBERS,
                [
                    "upsert",
                    {"user_id": "$viewer.user.id", "email": "viewer@example.com", "role": "manager"},
                    {"onConflict": "user_id", "ignoreDuplicates": True},
                ],
                ["select", "role"],
            ],
            {"status": 201, "data": []},
        ),
        Step(
            "inserts a member twice",
            "service",
            [
                MEMBERS,
                [
                    "insert",
                    {"user_id": "$viewer.user.id", "email": "viewer@example.com", "role": "manager"},
                ],
            ],
            {"status": 409, "code": "23505"},
        ),
        Step(
            "removes a member and reads what is gone",
            "service",
            [
                MEMBERS,
                ["delete", {"count": "exact"}],
                ["eq", "user_id", "$manager.user.id"],
                ["select", "role"],
            ],
            {"status": 200, "count": 1, "range": "*/1", "data": [{"role": "manager"}]},
        ),
    ),
)

CALLING = Part(
    "Calling functions",
    (
        Step(
            "asks for health",
            "service",
            [["rpc", "generation_health"]],
            {"status": 200, "data.datasets.0": "elena"},
        ),
        Step(
            "asks for health by GET",
            "service",
            [["rpc", "generation_health", {}, {"get": True}]],
            {"status": 200, "data.datasets.0": "elena"},
        ),
        Step(
            "calls a function that gives one value, counted",
            "service",
            [["rpc", "check_generation_history", {}, {"count": "exact"}]],
            {"status": 200, "count": 1, "data": []},
        ),
        Step(
            "counts what a function gives without reading it",
            "service",
            [["rpc", "check_generation_history", {}, {"head": True, "count": "exact"}]],
            {"status": 200, "count": 1},
        ),
        Step(
            "calls with arguments",
            "service",
            [["rpc", "claim_generation_items", {"p_worker": "w", "p_limit": 0, "p_lease_seconds": 30}]],
            {"status": 200, "data": []},
        ),
        Step(
            "calls a function that changes something by GET",
            "service",
            [["rpc", "reap_expired_items", {}, {"get": True}]],
            {"status": 405, "code": "25006"},
        ),
        Step(
            "calls with arguments there are not",
            "service",
            [["rpc", "claim_generation_items", {"nonsense": 1}]],
            {"status": 404, "code": "PGRST202"},
        ),
        Step(
            "calls what is the worker's alone",
            "viewer",
            [["rpc", "generation_health"]],
            {"status": 403, "code": "42501"},
        ),
    ),
)
