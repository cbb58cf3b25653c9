-- A job says in its own row that its conversations wait for Claude.
--
-- Invariants: while items of a running job are put back because Claude asked to wait, its sentence says how many, why
-- and until when; when the first of them is taken again, or the wait is over at any other move, it says so no more.

create function public.generation_waits_sentence(p_job_id uuid)
returns text
language sql stable
set search_path = ''
as $$
  select format('; %s for Claude, which %s, until %s UTC',
      case when count(*) = 1 then '1 waits' else count(*) || ' wait' end,
      case (
        select k.error_type from public.generation_calls k
        where k.job_id = p_job_id and k.error_type in ('rate_limited', 'overloaded')
        order by k.opened_at desc limit 1
      ) when 'overloaded' then 'has too much to do' else 'asked to slow down' end,
      to_char(min(i.available_at) at time zone 'UTC', 'HH24:MI:SS'))
  from public.generation_job_items i
  where i.job_id = p_job_id and i.status = 'queued' and i.available_at > clock_timestamp()
    and i.stage_note like 'waits for Claude %' -- written by generation_snooze alone, emptied by the next move
  having count(*) > 0
$$;
revoke all on function public.generation_waits_sentence(uuid) from public, anon, authenticated, service_role;
grant execute on function public.generation_waits_sentence(uuid) to service_role;
comment on function public.generation_waits_sentence(uuid) is
  'How many of a job''s items wait for Claude, why and until when the first of them does, as the end of its sentence; null when none does.';

alter function public.generation_job_tally(public.generation_jobs) rename to generation_job_counted;
comment on function public.generation_job_counted(public.generation_jobs) is
  'A job''s row with its counters, money, eta and sentence as its items and calls have them; generation_job_tally adds what it waits for.';

create function public.generation_job_tally(p_job public.generation_jobs)
returns public.generation_jobs
language plpgsql
set search_path = ''
as $$
declare
  job public.generation_jobs := public.generation_job_counted(p_job);
  waits text;
begin
  if job.status = 'in_progress' then
    waits := public.generation_waits_sentence(job.id);
    if waits is not null then
      -- What comes next is said only where something may come before the wait is over.
      job.status_message := case
        when job.status_message ~ '; next \S+ at \S+ UTC$' then regexp_replace(job.status_message, '; next .*$', '')
        else job.status_message end || waits;
    end if;
  end if;
  return job;
end
$$;
revoke all on function public.generation_job_tally(public.generation_jobs)
  from public, anon, authenticated, service_role;
grant execute on function public.generation_job_tally(public.generation_jobs) to service_role;
comment on function public.generation_job_tally(public.generation_jobs) is
  'A job''s row as it should be now: counters, money, eta, what it waits for, and its end when all items have ended.';

create or replace function public.generation_snooze(p_worker text, p_items jsonb, p_reason text, p_seconds numeric)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  later constant text := coalesce(current_setting('rapport.refresh_later', true), '');
  answers jsonb;
  job_id uuid;
begin
  -- The job's row is written once, when its items say what they wait for.
  perform set_config('rapport.refresh_later', 'on', true);
  answers := public.release_items(p_worker, p_items, p_reason, p_seconds);
  perform set_config('rapport.refresh_later', later, true);
  -- release_items holds the locks, jobs before items; what it answers 'queued' is this worker's to write.
  perform public.generation_as_worker(p_worker);
  update public.generation_job_items i set
    throttled_seconds = i.throttled_seconds + greatest(p_seconds, 0),
    stage_note = format('waits for Claude until %s UTC, %s s in all',
      to_char(i.available_at at time zone 'UTC', 'HH24:MI:SS'), round(i.throttled_seconds + greatest(p_seconds, 0)))
  from jsonb_to_recordset(answers) as a (item_id uuid, answer text)
  where i.id = a.item_id and a.answer = 'queued' and i.status = 'queued';
  for job_id in
    select distinct i.job_id from jsonb_to_recordset(answers) as a (item_id uuid, answer text)
    join public.generation_job_items i on i.id = a.item_id
    where a.answer in ('queued', 'cancelled') order by i.job_id
  loop
    perform public.generation_job_refresh(job_id);
  end loop;
  return answers;
end
$$;

insert into public.training_schema_versions (version, name, grants_fingerprint)
values ('20261125170200', 'waits_for_claude', public.generation_grants_fingerprint());
