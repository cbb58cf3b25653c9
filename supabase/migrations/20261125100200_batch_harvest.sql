-- Claude's side of a message batch: sent, known, harvested; and what must be true of batches at any time.
--
-- Invariants: that a batch is about to be sent is written before it is; the first id that is known stays, a further one
-- is reported with what it may cost; a result settles the call it names, once, whichever batch it came with; a batch is
-- closed when every call of it is settled.

create function public.generation_batch_bodies(p_batch_id uuid, p_after uuid, p_limit integer)
returns jsonb
language sql stable
set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('custom_id', p.call_id, 'body', p.body) order by p.call_id), '[]')
  from (
    select r.call_id, r.body
    from public.generation_batch_requests r join public.generation_calls k on k.id = r.call_id
    where k.batch_id = p_batch_id and (p_after is null or r.call_id > p_after)
    order by r.call_id limit p_limit
  ) p
$$;
revoke all on function public.generation_batch_bodies(uuid, uuid, integer) from public, anon, authenticated, service_role;
grant execute on function public.generation_batch_bodies(uuid, uuid, integer) to service_role;
comment on function public.generation_batch_bodies(uuid, uuid, integer) is
  'Requests of a batch in the order of their ids, after p_after: [{custom_id: the call''s id, body: its params as JSON in text}].';

create function public.generation_batch_lock(p_worker text, p_batch_id uuid)
returns public.generation_batches
language plpgsql
set search_path = ''
as $$
declare
  batch public.generation_batches;
begin
  perform public.generation_as_worker(p_worker);
  perform public.generation_lock_jobs(array(
    select distinct k.job_id from public.generation_calls k where k.batch_id = p_batch_id and k.job_id is not null));
  select * into batch from public.generation_batches b where b.id = p_batch_id for update;
  if batch.id is null then
    perform public.generation_refuse('PT422', 'Unknown batch.', 'Name a batch_id that generation_batches_look gave.',
      jsonb_build_object('unknown', jsonb_build_array(p_batch_id)));
  end if;
  return batch;
end
$$;
revoke all on function public.generation_batch_lock(text, uuid) from public, anon, authenticated, service_role;
grant execute on function public.generation_batch_lock(text, uuid) to service_role;
comment on function public.generation_batch_lock(text, uuid) is
  'Locks the jobs of a batch and then the batch (PT422 when there is none); what moves until the transaction ends is the worker''s.';

create function public.generation_batch_tell(p_batch_id uuid, p_level text, p_message text)
returns void
language sql
set search_path = ''
as $$
  insert into public.generation_events (level, stage, message, job_id)
  select p_level, 'waiting_batch', left(replace(p_message, '{cost}', public.generation_usd(sum(k.reserved_usd))), 4000), k.job_id
  from public.generation_calls k where k.batch_id = p_batch_id and k.job_id is not null
  group by k.job_id order by k.job_id
$$;
revoke all on function public.generation_batch_tell(uuid, text, text) from public, anon, authenticated, service_role;
grant execute on function public.generation_batch_tell(uuid, text, text) to service_role;
comment on function public.generation_batch_tell(uuid, text, text) is
  'An event for each job with calls in a batch; {cost} in it becomes the reservations of that job''s calls.';

create function public.generation_batch_note(p_batch_id uuid)
returns void
language sql
set search_path = ''
as $$
  update public.generation_job_items i set stage_note = t.note
  from (
    select b.id, format('batch of %s at Claude since %s UTC, %s done', public.generation_count(b.requests, 'request'),
      to_char(b.submitted_at at time zone 'UTC', 'HH24:MI'), b.settled) as note
    from public.generation_batches b where b.id = p_batch_id and b.submitted_at is not null
  ) t
  where i.status = 'waiting_batch' and i.stage_note is distinct from t.note and i.id in (
    select k.item_id from public.generation_calls k where k.batch_id = t.id and k.settled_at is null);
  update public.generation_batches b set told_at = clock_timestamp() where b.id = p_batch_id;
$$;
revoke all on function public.generation_batch_note(uuid) from public, anon, authenticated, service_role;
grant execute on function public.generation_batch_note(uuid) to service_role;
comment on function public.generation_batch_note(uuid) is
  'Writes how far a batch is into the note of every item that waits for it. The caller holds its jobs.';

create function public.generation_batch_sending(p_worker text, p_batch_id uuid)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  batch public.generation_batches := public.generation_batch_lock(p_worker, p_batch_id);
begin
  if batch.status <> 'intended' or batch.worker <> p_worker or batch.worker_until < clock_timestamp() then
    return jsonb_build_object('answer', 'no', 'status', batch.status);
  end if;
  update public.generation_batches b set submissions = b.submissions + 1, sent_at = clock_timestamp(),
    message = format('being handed to Claude by worker %s', p_worker) where b.id = batch.id;
  return jsonb_build_object('answer', 'send', 'seconds', extract(epoch from batch.worker_until - clock_timestamp()));
end
$$;
revoke all on function public.generation_batch_sending(text, uuid) from public, anon, authenticated, service_role;
grant execute on function public.generation_batch_sending(text, uuid) to service_role;
comment on function public.generation_batch_sending(text, uuid) is
  'Asked right before a batch is handed to Claude. Returns {answer: send (within so many seconds) or no: it is known already, or another worker''s}.';

create function public.generation_batch_not_sent(p_worker text, p_batch_id uuid, p_reason text, p_message text)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  batch public.generation_batches := public.generation_batch_lock(p_worker, p_batch_id);
  job record;
begin
  if batch.status <> 'intended' or batch.submissions = 0 then
    return jsonb_build_object('answer', 'no', 'status', batch.status);
  end if;
  update public.generation_batches b set submissions = b.submissions - 1,
    sent_at = case when b.submissions > 1 then b.sent_at end, message = left(p_message, 2000) where b.id = batch.id;
  if p_reason in ('key_rejected', 'credit_exhausted', 'spend_limit') then
    for job in
      select j.id, j.job_number from public.generation_jobs j
      where j.status = 'in_progress' and j.id in (
        select k.job_id from public.generation_calls k where k.batch_id = batch.id and k.settled_at is null)
      order by j.id
    loop
      update public.generation_jobs j set status = 'paused', paused_from = 'in_progress', status_reason = p_reason
        where j.id = job.id;
      insert into public.generation_events (level, stage, message, job_id)
      values ('warning', 'pause', format('Job #%s paused by worker %s: %s', job.job_number, p_worker, p_message), job.id);
      perform public.generation_job_refresh(job.id);
    end loop;
  end if;
  return jsonb_build_object('answer', 'noted');
end
$$;
revoke all on function public.generation_batch_not_sent(text, uuid, text, text) from public, anon, authenticated, service_role;
grant execute on function public.generation_batch_not_sent(text, uuid, text, text) to service_role;
comment on function public.generation_batch_not_sent(text, uuid, text, text) is
  'Claude surely did not take it; p_reason key_rejected, credit_exhausted or spend_limit pauses its jobs. It stays intended. Returns {answer: noted or no}.';

create function public.generation_batch_submitted(
  p_worker text, p_batch_id uuid, p_provider_id text, p_adopted boolean default false
)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  batch public.generation_batches := public.generation_batch_lock(p_worker, p_batch_id);
  told text;
begin
  if batch.provider_batch_id = p_provider_id or batch.duplicate_ids ? p_provider_id then
    return jsonb_build_object('answer', 'known');
  elsif batch.provider_batch_id is null and batch.status = 'intended' then
    told := format('Batch %s of %s %s Claude', p_provider_id, public.generation_count(batch.requests, 'request'),
      case when p_adopted then 'was found at' else 'handed to' end);
    update public.generation_batches b set status = 'submitted', provider_batch_id = p_provider_id,
      submitted_at = clock_timestamp(), message = told where b.id = batch.id;
    perform public.generation_batch_tell(batch.id, 'info', told);
    perform public.generation_batch_note(batch.id);
    return jsonb_build_object('answer', 'recorded');
  end if;
  update public.generation_batches b set duplicate_ids = b.duplicate_ids || to_jsonb(p_provider_id),
    message = format('sent twice: %s holds the same %s as %s and may cost up to %s more', p_provider_id,
      public.generation_count(batch.requests, 'request'), coalesce(batch.provider_batch_id, 'this one'),
      public.generation_usd(batch.reserved_usd))
    where b.id = batch.id;
  perform public.generation_batch_tell(batch.id, 'warning', format(
    'A batch was sent to Claude twice, because the answer to the first was lost: %s beside %s. It may cost up to {cost} that the ledger does not show.',
    p_provider_id, coalesce(batch.provider_batch_id, 'this one')));
  return jsonb_build_object('answer', 'duplicate', 'may_cost_usd', batch.reserved_usd);
end
$$;
revoke all on function public.generation_batch_submitted(text, uuid, text, boolean) from public, anon, authenticated, service_role;
grant execute on function public.generation_batch_submitted(text, uuid, text, boolean) to service_role;
comment on function public.generation_batch_submitted(text, uuid, text, boolean) is
  'Claude''s id of a batch is known: handed over, or found (p_adopted). A second id is a duplicate, and told with what it may cost. Returns {answer: recorded, known or duplicate}.';

create function public.generation_batch_disown(p_worker text, p_batch_id uuid, p_provider_id text)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  batch public.generation_batches := public.generation_batch_lock(p_worker, p_batch_id);
begin
  if batch.provider_batch_id is distinct from p_provider_id or batch.status <> 'submitted' then
    update public.generation_batches b set foreign_ids = b.foreign_ids || to_jsonb(p_provider_id)
      where b.id = batch.id and not b.foreign_ids ? p_provider_id;
    return jsonb_build_object('answer', 'noted');
  end if;
  update public.generation_batches b set status = 'intended', provider_batch_id = null, submitted_at = null,
    foreign_ids = b.foreign_ids || to_jsonb(p_provider_id),
    message = format('%s fitted and holds other requests', p_provider_id) where b.id = batch.id;
  perform public.generation_batch_tell(batch.id, 'warning',
    format('Batch %s turned out to hold other requests; ours is looked for again', p_provider_id));
  return jsonb_build_object('answer', 'disowned');
end
$$;
revoke all on function public.generation_batch_disown(text, uuid, text) from public, anon, authenticated, service_role;
grant execute on function public.generation_batch_disown(text, uuid, text) to service_role;
comment on function public.generation_batch_disown(text, uuid, text) is
  'A batch at Claude that fitted by its time and size holds none of these calls: it is never taken for this one again, and this one is intended anew if it was. Returns {answer: disowned or noted}.';

create function public.generation_batch_harvest(p_worker text, p_batch_id uuid, p_results jsonb)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  known jsonb;
  ours integer;
  settled integer;
  batch record;
begin
  perform public.generation_budget_today();
  perform public.generation_as_worker(p_worker);
  -- custom_id is the call's id; what is none, or names none of a batch, is somebody else's.
  select jsonb_agg(jsonb_build_object('call_id', n.id, 'kind', n.kind, 'result', n.result)),
      count(*) filter (where n.batch_id = p_batch_id) into known, ours
    from (
      select distinct on (k.id) k.id, k.batch_id, e.kind, e.result
      from jsonb_to_recordset(p_results) as e (custom_id text, kind text, result jsonb)
      join public.generation_calls k on k.id::text = lower(e.custom_id) and k.delivery = 'message_batch'
        and k.batch_id is not null
      order by k.id
    ) n;
  if known is null then
    return jsonb_build_object('ours', 0, 'settled', 0);
  end if;
  perform public.generation_lock_jobs(array(
    select distinct k.job_id from jsonb_to_recordset(known) as e (call_id uuid)
    join public.generation_calls k on k.id = e.call_id where k.job_id is not null));
  with fresh as ( -- counted where they belong, once
    select k.batch_id, e.kind from jsonb_to_recordset(known) as e (call_id uuid, kind text)
    join public.generation_calls k on k.id = e.call_id where k.settled_at is null
  ), counts as (
    select f.batch_id, count(*) as settled, count(*) filter (where f.kind = 'succeeded') as succeeded,
      count(*) filter (where f.kind = 'errored') as errored, count(*) filter (where f.kind = 'canceled') as canceled,
      count(*) filter (where f.kind = 'expired') as expired
    from fresh f group by f.batch_id
  )
  update public.generation_batches b set settled = b.settled + c.settled, succeeded = b.succeeded + c.succeeded,
    errored = b.errored + c.errored, canceled = b.canceled + c.canceled, expired = b.expired + c.expired
  from counts c where b.id = c.batch_id;
  -- A long harvest is no silence.
  update public.generation_batches b
    set worker_until = greatest(b.worker_until, clock_timestamp() + interval '60 seconds')
    where b.id = p_batch_id and b.worker = p_worker;
  settled := public.generation_batch_settle(p_worker, known);
  select b.told_at, b.settled < b.requests as more into batch from public.generation_batches b where b.id = p_batch_id;
  if batch.more and batch.told_at < clock_timestamp() - interval '2 seconds' then
    perform public.generation_batch_note(p_batch_id);
  end if;
  return jsonb_build_object('ours', ours, 'settled', settled);
end
$$;
revoke all on function public.generation_batch_harvest(text, uuid, jsonb) from public, anon, authenticated, service_role;
grant execute on function public.generation_batch_harvest(text, uuid, jsonb) to service_role;
comment on function public.generation_batch_harvest(text, uuid, jsonb) is
  'Settles some results of a batch; those settled before change nothing. Takes [{custom_id, kind: succeeded, errored, canceled or expired, result: as settle_call takes it}]; returns {ours: how many are of this batch, settled: how many were new}.';

create function public.generation_batch_rest(p_batch_id uuid, p_result jsonb)
returns jsonb
language sql stable
set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('call_id', k.id, 'result', p_result)), '[]')
  from public.generation_calls k where k.batch_id = p_batch_id and k.settled_at is null
$$;
revoke all on function public.generation_batch_rest(uuid, jsonb) from public, anon, authenticated, service_role;
grant execute on function public.generation_batch_rest(uuid, jsonb) to service_role;
comment on function public.generation_batch_rest(uuid, jsonb) is
  'The calls of a batch that are not settled, each with this result, as generation_batch_settle takes them.';

create function public.generation_batch_close(p_worker text, p_batch_id uuid, p_ended_at timestamptz)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  batch public.generation_batches;
  rest integer;
begin
  perform public.generation_budget_today();
  batch := public.generation_batch_lock(p_worker, p_batch_id);
  if batch.status <> 'submitted' then
    return jsonb_build_object('answer', 'no', 'status', batch.status);
  end if;
  rest := public.generation_batch_settle(p_worker, public.generation_batch_rest(batch.id, '{"outcome": "failed",
    "milliseconds": 0, "usage": null, "error_type": "no_result", "error_message": "The results of its batch do not name it."}'));
  update public.generation_batches b set status = 'harvested', ended_at = p_ended_at, settled = b.settled + rest,
    missing = b.missing + rest
    where b.id = batch.id returning * into batch;
  update public.generation_batches b set message = format('%s: %s answered, %s errored, %s canceled, %s expired, %s without a result',
    b.provider_batch_id, b.succeeded, b.errored, b.canceled, b.expired, b.missing) where b.id = batch.id returning * into batch;
  perform public.generation_batch_tell(batch.id, case when batch.succeeded = batch.requests then 'info' else 'warning' end,
    'Batch ' || batch.message);
  return jsonb_build_object('answer', 'harvested', 'missing', rest);
end
$$;
revoke all on function public.generation_batch_close(text, uuid, timestamptz) from public, anon, authenticated, service_role;
grant execute on function public.generation_batch_close(text, uuid, timestamptz) to service_role;
comment on function public.generation_batch_close(text, uuid, timestamptz) is
  'All results of a batch were harvested: a call without one is settled with its usage unknown. Returns {answer: harvested or no}.';

create function public.generation_batch_abandon(p_worker text, p_batch_id uuid, p_error_type text, p_message text)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  batch public.generation_batches;
  rest integer;
begin
  perform public.generation_budget_today();
  batch := public.generation_batch_lock(p_worker, p_batch_id);
  if batch.status <> 'intended' then
    return jsonb_build_object('answer', 'no', 'status', batch.status);
  end if;
  rest := public.generation_batch_settle(p_worker, public.generation_batch_rest(batch.id, jsonb_build_object(
    'outcome', case when p_error_type = 'withdrawn' then 'cancelled' else 'failed' end, 'milliseconds', 0,
    'usage', case when batch.submissions = 0 then public.generation_nothing_used() end,
    'error_type', p_error_type, 'error_message', p_message)));
  update public.generation_batches b set status = 'abandoned', settled = b.settled + rest, message = left(p_message, 2000)
    where b.id = batch.id;
  perform public.generation_batch_tell(batch.id, 'warning', format('A batch of %s was %s: %s',
    public.generation_count(batch.requests, 'request'), case when batch.submissions = 0 then 'not sent'
      else 'given up, and may cost up to {cost}' end, p_message));
  return jsonb_build_object('answer', 'abandoned');
end
$$;
revoke all on function public.generation_batch_abandon(text, uuid, text, text) from public, anon, authenticated, service_role;
grant execute on function public.generation_batch_abandon(text, uuid, text, text) to service_role;
comment on function public.generation_batch_abandon(text, uuid, text, text) is
  'A batch that Claude refuses, or that nobody waits for, is never sent: its calls are settled with that error and its items queued; unbilled, unless a submission was made of which nobody heard: their reservations then stay. Returns {answer: abandoned or no}.';

create function public.generation_batch_cancelling(p_worker text, p_batch_id uuid)
returns void
language sql
set search_path = ''
as $$
  select public.generation_as_worker(p_worker);
  update public.generation_batches b set cancel_asked_at = clock_timestamp(),
    message = format('%s is being cancelled: nobody waits for it', b.provider_batch_id)
    where b.id = p_batch_id and b.status = 'submitted';
$$;
revoke all on function public.generation_batch_cancelling(text, uuid) from public, anon, authenticated, service_role;
grant execute on function public.generation_batch_cancelling(text, uuid) to service_role;
comment on function public.generation_batch_cancelling(text, uuid) is 'Claude was asked to cancel a batch nobody waits for.';

create function public.generation_check_batches()
returns table (rule text, subject text, message text)
language sql stable
set search_path = ''
as $$
  select 'waiting_is_awaited', i.conversation_id || ' of job #' || i.job_number, 'waits for a batch, and none of its requests is staged'
  from public.generation_job_items i where i.status = 'waiting_batch' and public.generation_staged(i.id) = 0
  union all
  select 'staged_is_open', c.stage || ' of ' || coalesce(c.conversation_id, 'a deleted conversation'),
    format('was settled at %s, and its request is still kept', c.settled_at)
  from public.generation_batch_requests r join public.generation_calls c on c.id = r.call_id where c.settled_at is not null
  union all
  select 'batched_is_staged', c.stage || ' of ' || coalesce(c.conversation_id, 'a deleted conversation'),
    'is in a batch and open, and its request is gone'
  from public.generation_calls c
  where c.batch_id is not null and c.settled_at is null
    and not exists (select 1 from public.generation_batch_requests r where r.call_id = c.id)
  union all
  select 'batch_counts', 'batch ' || b.id,
    format('is %s with %s of %s settled (%s by kind); the ledger says %s of %s', b.status, b.settled, b.requests,
      b.succeeded + b.errored + b.canceled + b.expired + b.missing, count(c.settled_at), count(c.id))
  from public.generation_batches b left join public.generation_calls c on c.batch_id = b.id
  group by b.id
  having b.requests <> count(c.id) or b.settled <> count(c.settled_at)
    or b.status in ('harvested', 'abandoned') and b.settled <> b.requests
    or b.status <> 'abandoned' and b.settled <> b.succeeded + b.errored + b.canceled + b.expired + b.missing
$$;
revoke all on function public.generation_check_batches() from public, anon, authenticated, service_role;
grant execute on function public.generation_check_batches() to service_role;
comment on function public.generation_check_batches() is
  'History checker: items that wait for nothing, requests kept too long or not long enough, batches that do not add up.';

create or replace function public.check_generation_history()
returns jsonb
language sql stable
set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('rule', v.rule, 'subject', v.subject, 'message', v.message)
    order by v.rule, v.subject), '[]')
  from (
    select * from public.generation_check_moves()
    union all select * from public.generation_check_leases()
    union all select * from public.generation_check_totals()
    union all select * from public.generation_check_conversations()
    union all select * from public.generation_check_budget()
    union all select * from public.generation_check_batches()
  ) v
$$;

insert into public.training_schema_versions (version, name, grants_fingerprint)
values ('20261125100200', 'batch_harvest', public.generation_grants_fingerprint());
