"""The README's supabase-js snippet on a bad day: its socket dies and the end of the job is told to nobody."""

import asyncio
from pathlib import Path

from tests.integration.worker_rig import PATIENCE, annotating, rig_on, working
from tests.node import NODE, environment, node_modules
from tests.readme import SUPABASE_JS, snippet
from tests.stack import Stack

EMAIL, PASSWORD = "ana@example.org", "correct-horse-battery"


async def test_the_snippet_survives_a_reconnect(seeded_stack: Stack, tmp_path: Path) -> None:
    """Sockets closed in mid-job, refused until the job is done: one look after the reconnect tells all."""
    (tmp_path / "watch.mjs").write_text(snippet("js"), encoding="utf-8")
    (tmp_path / "node_modules").symlink_to(node_modules(SUPABASE_JS))
    async with seeded_stack.async_client(seeded_stack.service_role_key) as admin:
        made = await admin.auth.admin.create_user(
            {"email": EMAIL, "password": PASSWORD, "email_confirm": True}
        )
        member = {"user_id": made.user.id, "email": EMAIL, "role": "manager"}
        await admin.table("training_members").insert(member).execute()
    async with rig_on(seeded_stack) as rig, working(rig.settings()):
        rig.brake.hold(annotating(2))
        script = await asyncio.create_subprocess_exec(
            str(NODE), "watch.mjs", cwd=tmp_path,
            env=environment(
                SUPABASE_URL=seeded_stack.url, SUPABASE_ANON_KEY=seeded_stack.anon_key,
                RAPPORT_DEMO_EMAIL=EMAIL, RAPPORT_DEMO_PASSWORD=PASSWORD,
            ),
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
        )  # fmt: skip
        try:
            await rig.brake.reached()
            seeded_stack.faults.refuse_sockets = 503
            seeded_stack.faults.close_all(1011)
            rig.brake.release()
            [job] = await rig.rows("select id from public.generation_jobs")
            await rig.ended(str(job["id"]))
            seeded_stack.faults.refuse_sockets = None
            async with asyncio.timeout(PATIENCE):
                said = (await script.communicate())[0].decode()
        finally:
            if script.returncode is None:
                script.kill()
                await script.wait()
        assert script.returncode == 0, said
        assert "1 of 1 done" in said
        assert await rig.violations() == []
