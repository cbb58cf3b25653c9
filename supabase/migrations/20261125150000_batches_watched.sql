-- Message batches as people see them: what keeps one from coming home, what was sent twice, what a worker leaves behind.
--
-- Invariants: as long as a job has calls in a batch that was handed over more than once, its sentence says so with what
-- that may cost beyond the ledger, whoever writes the sentence; what keeps a batch from coming home stands in its row and
-- in the notes of the items that wait for it, and is gone when it is over; a worker that leaves gives its batches back.

alter table public.generation_batches add column trouble text not null default '';
create index generation_batches_twice_idx on public.generation_batches (id) where duplicate_ids <> '[]';
comment on column public.generation_batches.trouble is
  'What keeps it from coming home, or did when it was given up, in a sentence; empty when nothing does.';

create function public.generation_job_sent_twice(p_job_id uuid)
returns text
language sql stable
set search_path = ''
as $$
  select case count(*) when 0 then '' when 1 then '. A batch was' else format('. %s batches were', count(*)) end
    || case when count(*) > 0 then format(' sent to Claude twice, which may cost up to %s that is not counted here',
      public.generation_usd(sum(t.more))) else '' end
  from (
    select sum(k.reserved_usd) * jsonb_array_length(b.duplicate_ids) as more
    from public.generation_batches b join public.generation_calls k on k.batch_id = b.id
    where b.duplicate_ids <> '[]' and k.job_id = p_job_id
    group by b.id
  ) t
$$;
revoke all on function public.generation_job_sent_twice(uuid) from public, anon, authenticated, service_role;
grant execute on function public.generation_job_sent_twice(uuid) to service_role;
comment on function public.generation_job_sent_twice(uuid) is
  'What a job''s sentence says of its batches that were handed to Claude more than once: how many, and what their further copies may cost; empty when there are none.';

create function public.generation_job_remark()
returns trigger
language plpgsql security definer
set search_path = ''
as $$
declare
  remark text := public.generation_job_sent_twice(new.id);
begin
  if remark <> '' and right(new.status_message, length(remark)) <> remark then
    new.status_message := new.status_message || remark;
  end if;
  return new;
end
$$;
revoke all on function public.generation_job_remark() from public, anon, authenticated, service_role;
comment on function public.generation_job_remark() is
  'Trigger, before a job is updated: a batch of it that was sent to Claude twice is said there, to its end and after.';
-- On every update: a sentence that is written anew word for word is to be told apart from one that was never written.
create trigger generation_jobs_remark before update on public.generation_jobs
  for each row execute function public.generation_job_remark();

create function public.generation_batch_twice()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  perform public.generation_job_refresh(k.job_id) from (
    select distinct c.job_id from public.generation_calls c where c.batch_id = new.id and c.job_id is not null
    order by c.job_id) k;
  return null;
end
$$;
revoke all on function public.generation_batch_twice() from public, anon, authenticated, service_role;
comment on function public.generation_batch_twice() is
  'Trigger, after a further copy of a batch was noted (generation_batch_submitted, which holds its jobs): their sentences say so at once.';
create trigger generation_batches_twice after update on public.generation_batches
  for each row when (new.duplicate_ids <> old.duplicate_ids) execute function public.generation_batch_twice();

create or replace function public.generation_batch_note(p_batch_id uuid)
returns void
language sql
set search_path = ''
as $$
  update public.generation_job_items i set stage_note = t.note
  from (
    select b.id, format('batch of %s at Claude since %s UTC, %s done', public.generation_count(b.requests, 'request'),
      to_char(b.submitted_at at time zone 'UTC', 'HH24:MI'), b.settled)
      || case when b.trouble <> '' then '; ' || b.trouble else '' end as note
    from public.generation_batches b where b.id = p_batch_id and b.submitted_at is not null
  ) t
  where i.status = 'waiting_batch' and i.stage_note is distinct from t.note and i.id in (
    select k.item_id from public.generation_calls k where k.batch_id = t.id and k.settled_at is null);
  update public.generation_batches b set told_at = clock_timestamp() where b.id = p_batch_id;
$$;
comment on function public.generation_batch_note(uuid) is
  'Writes how far a batch is, and what keeps it from coming home, into the note of every item that waits for it. The caller holds its jobs.';

create function public.generation_batch_trouble(p_worker text, p_batch_id uuid, p_trouble text)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  batch public.generation_batches := public.generation_batch_lock(p_worker, p_batch_id);
  said text := left(coalesce(p_trouble, ''), 1000);
begin
  if batch.status <> 'submitted' or batch.trouble = said then
    return jsonb_build_object('answer', 'known');
  end if;
  update public.generation_batches b set trouble = said where b.id = batch.id;
  perform public.generation_batch_tell(batch.id, case when said = '' then 'info' else 'warning' end,
    case when said = '' then format('Batch %s can come home again', batch.provider_batch_id)
      else format('Batch %s does not come home: %s', batch.provider_batch_id, said) end);
  perform public.generation_batch_note(batch.id);
  return jsonb_build_object('answer', 'told');
end
$$;
revoke all on function public.generation_batch_trouble(text, uuid, text) from public, anon, authenticated, service_role;
grant execute on function public.generation_batch_trouble(text, uuid, text) to service_role;
comment on function public.generation_batch_trouble(text, uuid, text) is
  'What keeps a batch at Claude from coming home, or empty when it is over: an event for its jobs and a note for its items when that changes. Returns {answer: told or known}.';

create function public.generation_batches_leave(p_worker text)
returns integer
language plpgsql
set search_path = ''
as $$
declare
  given_back integer;
begin
  perform public.generation_as_worker(p_worker);
  update public.generation_batches b set worker_until = clock_timestamp()
    where b.worker = p_worker and b.status in ('intended', 'submitted') and b.worker_until > clock_timestamp();
  get diagnostics given_back = row_count;
  return given_back;
end
$$;
revoke all on function public.generation_batches_leave(text) from public, anon, authenticated, service_role;
grant execute on function public.generation_batches_leave(text) to service_role;
comment on function public.generation_batches_leave(text) is
  'A worker stops: any other may look after its batches from now on. Returns how many were its own.';

create function public.generation_item_seconds(p_item_id uuid)
returns numeric
language sql stable
set search_path = ''
as $$
  select coalesce(sum(extract(epoch from l.ended_at - l.claimed_at)), 0)
  from public.generation_leases l where l.item_id = p_item_id and l.ended_at is not null
$$;
revoke all on function public.generation_item_seconds(uuid) from public, anon, authenticated, service_role;
grant execute on function public.generation_item_seconds(uuid) to service_role;
comment on function public.generation_item_seconds(uuid) is
  'How long workers have had an item in hand before the run it is in, seconds.';

comment on column public.training_conversations.generation_seconds is
  'How long workers had it in hand, seconds, all runs of its item together; what it waited in the queue, for a message batch or for Claude is not counted. Null until generated.';

insert into public.training_schema_versions (version, name, grants_fingerprint)
values ('20261125150000', 'batches_watched', public.generation_grants_fingerprint());
