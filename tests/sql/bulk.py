"""Ten thousand conversations, written past the triggers: for plans of queries and their times.

Three in five have a text of two turns and metrics; one in a hundred is in a live job. Values repeat with the
numbers, so every run sees the same rows; statistics and visibility are fresh.
"""

import psycopg

from tests.stack import Database

CONVERSATIONS = 10_000

# A vocabulary of 6,000 made-up words, drawn by arithmetic on the row's number.
_WORDS = """
create function pg_temp.prose(p_from bigint, p_words integer) returns text language sql immutable as $$
  select string_agg('w' || ((p_from * 7919 + n * n * 104729 + n * 31) % 6000), ' ' order by n)
  from generate_series(1, p_words) n
$$;
"""
_ROWS = """
insert into public.generation_jobs (job_type, status, models) values ('process_all', 'in_progress', '{}');
insert into public.training_conversations (
  conversation_number, conversation_id, dataset_id, generation_status, quality_score, tier, persona_type,
  persona_name, topic_category, topic_description, template_id, starting_emotion, ending_emotion, turn_count,
  session_context, scenario, revision, generation_method, generated_at)
select n, 'fp_' || n, 'demo',
  (array['planned', 'planned', 'generated', 'generated', 'approved'])[1 + n % 5],
  case when n % 5 > 1 then 3 + (n % 200) / 100.0 end,
  (array['tier1_template', 'tier1_template', 'tier2_scenario', 'tier3_edge'])[1 + n % 4],
  (array['Marcus', 'Jennifer', 'David', 'Mixed'])[1 + n % 4], 'Person ' || n, 'topic ' || n % 80,
  case when n % 500 = 0 then 'about tax-loss harvesting' else pg_temp.prose(n, 15) end,
  case when n % 4 < 2 then 'demo_t1' end, 'start ' || n % 25, 'end ' || n % 25, 2, repeat('where they talk ' || n, 15),
  jsonb_build_object('rest', repeat('plan ' || n || ' ', 60)),
  case when n % 5 > 1 then 1 else 0 end, case when n % 5 > 1 then 'claude_api' end,
  case when n % 5 > 1 then timestamptz '2026-11-01 00:00+00' + n * interval '1 minute' end
from generate_series(1, $count) n;
insert into public.training_turns (turn_id, conversation_id, turn_number, user_input, target_response)
select 'fp_' || n || '_turn' || t, 'fp_' || n, t, pg_temp.prose(n * 4 + t, 25), pg_temp.prose(n * 4 + t + 2, 50)
from generate_series(1, $count) n cross join generate_series(1, 2) t where n % 5 > 1;
insert into public.quality_metrics (
  conversation_id, overall_score, ready_for_training, needs_review, total_turns, total_sentences, total_indicators,
  total_quotes, total_rationales, required_parts_present, scorer_version)
select c.conversation_id, c.quality_score, c.quality_score >= 4.5, c.quality_score < 4.5, 2, 10, 60, 10, 30, true, '1'
from public.training_conversations c where c.quality_score is not null;
insert into public.generation_job_items (job_number, conversation_id, status, position, job_id)
select j.job_number, 'fp_' || n, case when n % 100 = 0 then 'queued' else 'completed' end, n, j.id
from generate_series(1, $count) n cross join public.generation_jobs j where n % 5 > 1 or n % 100 = 0;
"""


def fill(database: Database, count: int = CONVERSATIONS) -> None:
    """Write so many conversations to a database that has dataset `demo` with template `demo_t1`, and no job."""
    with psycopg.connect(database.dsn("supabase_admin"), autocommit=True) as admin:
        admin.execute("set session_replication_role = replica")
        admin.execute(_WORDS)
        for statement in filter(str.strip, _ROWS.split(";\n")):
            admin.execute(statement.replace("$count", str(count)).encode())
        admin.execute(
            "select public.conversation_words_write(array(select conversation_id from public.training_conversations))"
        )
        admin.execute("vacuum (analyze)")
