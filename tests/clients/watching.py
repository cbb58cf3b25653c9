"""Realtime over the websocket; these steps are words of our own, which each driver knows."""

from tests.clients.step import JOBS, Part, Step, job, user

WATCHING = Part(
    "Watching (the websocket)",
    (
        Step(
            "subscribes to jobs of one type",
            "viewer",
            [["watch", {"table": "generation_jobs", "filter": "job_type=eq.single"}]],
            {"data.message": "Subscribed to PostgreSQL"},
        ),
        Step(
            "starts a job",
            "service",
            [JOBS, ["insert", job("fp_marcus_013")], ["select", "id"]],
            {"status": 201},
            keep="watched",
        ),
        Step(
            "changes it",
            "service",
            [JOBS, ["update", {"note": "seen"}], ["eq", "id", "$watched.0.id"]],
            {"status": 204},
        ),
        Step(
            "hears both changes",
            "viewer",
            [["heard", 2]],
            {
                "data.0.type": "INSERT",
                "data.0.record.status": "queued",
                "data.1.type": "UPDATE",
                "data.1.record.note": "seen",
            },
        ),
        Step(
            "signs in elsewhere",
            "elsewhere",
            [["auth.signInWithPassword", user("viewer")]],
            {"status": 200},
            keep="elsewhere",
        ),
        Step(
            "goes on with another token",
            "viewer",
            [["renew", "$elsewhere.session.access_token"]],
            {"data.message": "Subscribed to PostgreSQL"},
        ),
        Step("leaves", "viewer", [["unwatch"]], {}),
    ),
)
