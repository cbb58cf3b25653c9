-- What waits because Claude asked to slow down, and which workers count as alive.
--
-- Invariants: an item that waits says so in its own row, until when and for how long in all; waiting spends no
-- attempt and never ends an item, because nothing is spent meanwhile and a person may cancel. A worker the
-- database gives nothing to (training_schema_versions.oldest_worker) is nobody a job can wait for.

alter table public.generation_job_items
  add column throttled_seconds numeric(10, 1) not null default 0 check (throttled_seconds >= 0);
comment on column public.generation_job_items.throttled_seconds is
  'Seconds this item was put back for, in all, because Claude asked to slow down; they spend no attempt. Written by generation_snooze; not to be edited.';

create function public.generation_snooze(p_worker text, p_items jsonb, p_reason text, p_seconds numeric)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  answers jsonb := public.release_items(p_worker, p_items, p_reason, p_seconds);
begin
  -- release_items holds the locks, jobs before items; what it answers 'queued' is this worker's to write.
  perform public.generation_as_worker(p_worker);
  update public.generation_job_items i set
    throttled_seconds = i.throttled_seconds + greatest(p_seconds, 0),
    stage_note = format('waits for Claude until %s UTC, %s s in all',
      to_char(i.available_at at time zone 'UTC', 'HH24:MI:SS'), round(i.throttled_seconds + greatest(p_seconds, 0)))
  from jsonb_to_recordset(answers) as a (item_id uuid, answer text)
  where i.id = a.item_id and a.answer = 'queued' and i.status = 'queued';
  return answers;
end
$$;
revoke all on function public.generation_snooze(text, jsonb, text, numeric) from public, anon, authenticated, service_role;
grant execute on function public.generation_snooze(text, jsonb, text, numeric) to service_role;
comment on function public.generation_snooze(text, jsonb, text, numeric) is
  'release_items for items that wait for Claude: they come back after p_seconds with their attempt, and their row says until when and how long in all. Answers as release_items does.';

alter table public.generation_workers add column contract integer check (contract >= 1);
comment on column public.generation_workers.contract is
  'The worker''s contract number (training_schema_versions.oldest_worker asks for one); null for a worker from before the numbers, which counts as 1. Not to be edited.';

create or replace function public.generation_live_workers()
returns integer
language sql stable
set search_path = ''
as $$
  select count(*)::integer
  from public.generation_worker_beats b
  join public.generation_workers w using (worker_id)
  where b.beat_at > clock_timestamp() - interval '60 seconds' and w.state not in ('stopped', 'failed')
    and coalesce(w.contract, 1) >= (select coalesce(max(v.oldest_worker), 1) from public.training_schema_versions v)
$$;
comment on function public.generation_live_workers() is
  'How many workers gave a beat within the last 60 seconds, have not said that they stopped, and are not older than the database takes.';

insert into public.training_schema_versions (version, name, grants_fingerprint)
values ('20261125110000', 'throttled_items', public.generation_grants_fingerprint());
