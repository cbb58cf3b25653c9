-- An item's side of a message batch: its requests are staged, it waits, it is queued again when all are answered.
--
-- Invariants: only the holder of the lease stages and waits; an item waits only while a request of its is staged, and
-- is queued in the transaction that settles the last one, with the attempt it had; several calls are settled under
-- the locks of the budget, their jobs and their items, taken in that order before the first.

create function public.generation_stage_call(p_item_id uuid, p_lease_token uuid, p_call_id uuid, p_body text)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  lease record;
  call record;
begin
  select l.worker, l.ended_at, l.end_reason into lease from public.generation_leases l
    where l.item_id = p_item_id and l.lease_token = p_lease_token;
  if not found or (lease.ended_at is not null and lease.end_reason <> 'cancelled') then
    return jsonb_build_object('answer', 'fenced');
  elsif lease.ended_at is not null then
    return jsonb_build_object('answer', 'cancelled');
  end if;
  select k.delivery, k.settled_at into call from public.generation_calls k
    where k.id = p_call_id and k.item_id = p_item_id;
  if not found or call.delivery <> 'message_batch' or call.settled_at is not null or coalesce(p_body, '') = '' then
    perform public.generation_refuse('PT409', 'Only the request of an open call of this item, delivered in a message_batch, is staged.',
      'Open the call first, with delivery message_batch.', jsonb_build_object('call', p_call_id, 'item', p_item_id));
  end if;
  insert into public.generation_batch_requests (call_id, bytes, body)
  values (p_call_id, octet_length(p_body), p_body)
  on conflict (call_id) do nothing;
  return jsonb_build_object('answer', 'staged');
end
$$;
revoke all on function public.generation_stage_call(uuid, uuid, uuid, text) from public, anon, authenticated, service_role;
grant execute on function public.generation_stage_call(uuid, uuid, uuid, text) to service_role;
comment on function public.generation_stage_call(uuid, uuid, uuid, text) is
  'Keeps the request of an open call until a batch takes it; a second time changes nothing. Returns {answer: staged, fenced or cancelled}.';

create function public.generation_staged(p_item_id uuid)
returns bigint
language sql stable
set search_path = ''
as $$
  select count(*)
  from public.generation_calls k join public.generation_batch_requests r on r.call_id = k.id
  where k.item_id = p_item_id and k.settled_at is null
$$;
revoke all on function public.generation_staged(uuid) from public, anon, authenticated, service_role;
grant execute on function public.generation_staged(uuid) to service_role;
comment on function public.generation_staged(uuid) is 'How many staged requests of an item have no answer yet.';

create function public.generation_wait_for_batch(p_item_id uuid, p_lease_token uuid)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  job record;
  item public.generation_job_items;
  lease record;
  staged bigint;
  answer text;
begin
  select j.* into job from public.generation_jobs j
    where j.id = (select i.job_id from public.generation_job_items i where i.id = p_item_id) for no key update;
  select * into item from public.generation_job_items i where i.id = p_item_id for update;
  select * into lease from public.generation_leases l
    where l.item_id = p_item_id and l.lease_token = p_lease_token for update;
  if lease.id is null or (lease.ended_at is not null and lease.end_reason <> 'cancelled') then
    return jsonb_build_object('answer', 'fenced');
  elsif lease.ended_at is not null then
    return jsonb_build_object('answer', 'cancelled');
  end if;
  perform public.generation_as_worker(lease.worker);
  staged := public.generation_staged(item.id);
  answer := case when job.status = 'cancelled' then 'cancelled' when staged = 0 then 'queued' else 'waiting' end;
  if answer = 'cancelled' then
    perform public.generation_item_move(item, 'cancelled', 'cancelled');
  elsif answer = 'queued' then
    perform public.generation_item_move(item, 'queued', 'released', null, null, null, clock_timestamp(), true);
  else
    perform public.generation_item_move(item, 'waiting_batch', 'released', null, null, null, null, true);
    update public.generation_job_items i set stage = 'waiting_batch',
      stage_note = public.generation_count(staged, 'request') || ' waiting to be sent in a batch' where i.id = item.id;
    insert into public.generation_events (stage, conversation_id, message, job_id)
    values ('waiting_batch', item.conversation_id,
      public.generation_count(staged, 'request') || ' waiting for a message batch', item.job_id);
  end if;
  perform public.generation_job_refresh(job.id);
  return jsonb_build_object('answer', answer);
end
$$;
revoke all on function public.generation_wait_for_batch(uuid, uuid) from public, anon, authenticated, service_role;
grant execute on function public.generation_wait_for_batch(uuid, uuid) to service_role;
comment on function public.generation_wait_for_batch(uuid, uuid) is
  'Ends an item''s lease, gives its attempt back and lets it wait for the requests it has staged; one that has none is queued. Returns {answer: waiting, queued, cancelled or fenced}.';

create function public.generation_batch_rounds(p_item_id uuid, p_lease_token uuid)
returns jsonb
language sql stable
set search_path = ''
as $$
  -- This attempt's: a retry by hand begins to count anew.
  select coalesce(jsonb_agg(jsonb_build_object('call_id', k.id, 'stage', k.stage, 'turn_number', k.turn_number,
      'section', k.section, 'draft_no', k.draft_no, 'request_hash', k.request_hash, 'outcome', k.outcome, 'error_type', k.error_type,
      'error_message', k.error_message) order by k.opened_at), '[]')
  from public.generation_leases l
  join public.generation_calls k on k.item_id = l.item_id and k.attempt = l.attempt
  where l.item_id = p_item_id and l.lease_token = p_lease_token
    and k.delivery = 'message_batch' and k.settled_at is not null
    and k.opened_at > coalesce((select max(t.at) from public.generation_transitions t
      where t.thing_id = l.item_id and t.from_status in ('failed', 'dead') and t.to_status = 'queued'), '-infinity')
$$;
revoke all on function public.generation_batch_rounds(uuid, uuid) from public, anon, authenticated, service_role;
grant execute on function public.generation_batch_rounds(uuid, uuid) to service_role;
comment on function public.generation_batch_rounds(uuid, uuid) is
  'What batches answered to an item''s calls within the attempt it is in, oldest first: [{call_id, stage, turn_number, section, draft_no, request_hash, outcome, error_type, error_message}].';

create function public.generation_call_unfit(
  p_item_id uuid, p_lease_token uuid, p_call_id uuid, p_error_type text, p_error_message text
)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  lease record;
begin
  select l.worker, l.ended_at into lease from public.generation_leases l
    where l.item_id = p_item_id and l.lease_token = p_lease_token;
  if not found or lease.ended_at is not null then
    return jsonb_build_object('answer', 'fenced');
  end if;
  perform public.generation_as_worker(lease.worker);
  update public.generation_calls k set outcome = 'invalid', error_type = p_error_type,
      error_message = left(p_error_message, 2000)
    where k.id = p_call_id and k.outcome = 'succeeded' and k.delivery = 'message_batch'
      and k.conversation_id = (select i.conversation_id from public.generation_job_items i where i.id = p_item_id);
  return jsonb_build_object('answer', case when found then 'noted' else 'not_found' end);
end
$$;
revoke all on function public.generation_call_unfit(uuid, uuid, uuid, text, text) from public, anon, authenticated, service_role;
grant execute on function public.generation_call_unfit(uuid, uuid, uuid, text, text) to service_role;
comment on function public.generation_call_unfit(uuid, uuid, uuid, text, text) is
  'Says that a batch''s whole answer does not fit what was asked for, which only its stage can see: it is invalid from now on, and not given again. Its cost stays. Returns {answer: noted, not_found or fenced}.';

create function public.generation_batch_settle(p_worker text, p_results jsonb)
returns integer
language plpgsql
set search_path = ''
as $$
declare
  job_ids uuid[];
  item_ids uuid[];
  job_id uuid;
  entry record;
  item public.generation_job_items;
  settled uuid[] := '{}';
begin
  perform public.generation_budget_today();
  select coalesce(array_agg(distinct k.job_id) filter (where k.job_id is not null), '{}'),
      coalesce(array_agg(distinct k.item_id) filter (where k.item_id is not null), '{}') into job_ids, item_ids
    from jsonb_to_recordset(p_results) as e (call_id uuid) join public.generation_calls k on k.id = e.call_id;
  perform public.generation_lock_jobs(job_ids);
  perform 1 from public.generation_job_items i where i.id = any (item_ids) order by i.id for update;

  perform set_config('rapport.refresh_later', 'on', true);
  for entry in select e.call_id, e.result from jsonb_to_recordset(p_results) as e (call_id uuid, result jsonb) order by 1 loop
    if public.settle_call(entry.call_id, entry.result) ->> 'answer' = 'settled' then
      settled := settled || entry.call_id;
    end if;
  end loop;
  perform set_config('rapport.refresh_later', '', true), public.generation_as_worker(p_worker);
  insert into public.generation_events (level, stage, conversation_id, message, job_id)
  select case when k.outcome = 'succeeded' then 'debug' else 'warning' end, 'waiting_batch', k.conversation_id,
    left(format('%s%s%s: %s; %s, %s, %s, in a batch, call %s.%s', k.stage, ', turn ' || k.turn_number,
      ', ' || k.section, k.outcome || coalesce(' (' || k.error_type || ')', ''), k.model,
      coalesce(k.input_tokens + k.cache_write_5m_tokens + k.cache_write_1h_tokens + k.cache_read_tokens
        || ' + ' || k.output_tokens || ' tokens', 'tokens unknown'),
      coalesce('$' || to_char(k.cost_usd, 'FM999990.0000'), 'cost unknown, its reservation counts'), k.id,
      ' ' || k.error_message), 4000), k.job_id
  from public.generation_calls k where k.id = any (settled) and k.job_id is not null order by k.opened_at, k.id;
  delete from public.generation_batch_requests r
    using jsonb_to_recordset(p_results) as e (call_id uuid) where r.call_id = e.call_id;

  for item in
    select i.* from public.generation_job_items i
    where i.id = any (item_ids) and i.status = 'waiting_batch' and public.generation_staged(i.id) = 0 order by i.id
  loop
    perform public.generation_item_move(item, 'queued', null, null, null, null, clock_timestamp());
    insert into public.generation_events (stage, conversation_id, message, job_id)
    values ('waiting_batch', item.conversation_id, 'The batch has answered; queued to go on', item.job_id);
  end loop;
  foreach job_id in array job_ids loop
    perform public.generation_job_refresh(job_id);
  end loop;
  return cardinality(settled);
end
$$;
revoke all on function public.generation_batch_settle(text, jsonb) from public, anon, authenticated, service_role;
grant execute on function public.generation_batch_settle(text, jsonb) to service_role;
comment on function public.generation_batch_settle(text, jsonb) is
  'Settles calls of batches, whatever became of their items, drops their requests and queues each item none of whose requests is left. Takes [{call_id, result: as settle_call takes it}]; returns how many were not settled before.';

create function public.generation_batches_withdraw(p_worker text)
returns integer
language plpgsql
set search_path = ''
as $$
declare
  unwanted jsonb;
begin
  select jsonb_agg(jsonb_build_object('call_id', r.call_id, 'result', jsonb_build_object('outcome', 'cancelled',
      'milliseconds', 0, 'usage', public.generation_nothing_used(), 'error_type', 'withdrawn',
      'error_message', 'Nobody waits for it any more; it was never sent.')))
    into unwanted
    from (
      select k.id as call_id from public.generation_calls k
      left join public.generation_job_items i on i.id = k.item_id
      where k.delivery = 'message_batch' and k.settled_at is null and k.batch_id is null
        and coalesce(i.status, 'cancelled') in ('completed', 'failed', 'dead', 'cancelled')
      order by k.opened_at limit 500
    ) r;
  return case when unwanted is null then 0 else public.generation_batch_settle(p_worker, unwanted) end;
end
$$;
revoke all on function public.generation_batches_withdraw(text) from public, anon, authenticated, service_role;
grant execute on function public.generation_batches_withdraw(text) to service_role;
comment on function public.generation_batches_withdraw(text) is
  'Settles, as never sent, the calls of ended items that no batch took, staged or not; how many.';

create function public.generation_batches_intend(
  p_worker text, p_simulated boolean, p_lease_seconds numeric, p_gather_seconds numeric, p_most_requests integer,
  p_most_bytes bigint
)
returns integer
language plpgsql
set search_path = ''
as $$
declare
  ready uuid[];
  taken record;
  new_id uuid;
  made integer := 0;
begin
  -- One worker gathers at a time, so that what belongs together is sent together.
  if not exists (select 1 from public.generation_batch_requests) or not pg_try_advisory_xact_lock(7261003) then
    return 0;
  end if;
  select array_agg(s.job_id) into ready
    from (
      select k.job_id, min(r.staged_at) as oldest
      from public.generation_batch_requests r
      join public.generation_calls k on k.id = r.call_id
      join public.generation_job_items i on i.id = k.item_id
      where k.batch_id is null and k.settled_at is null and i.status = 'waiting_batch'
        and (k.generation_method = 'simulated') = p_simulated
      group by k.job_id
    ) s join public.generation_jobs j on j.id = s.job_id
    -- What waits at a cap or a day's limit is reserved already, and its answers are what makes room.
    where (j.status = 'in_progress' or j.status = 'paused' and j.status_reason in ('cap_reached', 'daily_limit'))
      and (s.oldest < clock_timestamp() - make_interval(secs => p_gather_seconds::double precision)
        or not exists (
          select 1 from public.generation_job_items i
          where i.job_id = j.id and (i.status = 'running'
            or i.status = 'queued' and i.available_at <= clock_timestamp() and j.status = 'in_progress'))
        and not exists ( -- its items come back one by one, and will have more to send
          select 1 from public.generation_calls k join public.generation_batches b on b.id = k.batch_id
          where k.job_id = j.id and k.settled_at is null and b.status = 'submitted' and b.settled > 0));
  if ready is null then
    return 0;
  end if;
  perform public.generation_lock_jobs(ready);
  loop
    select array_agg(t.call_id) as call_ids, count(*) as requests, sum(t.bytes) as bytes, sum(t.reserved_usd) as reserved,
        jsonb_agg(distinct t.stage) as stages into taken
      from (
        select r.call_id, r.bytes, k.reserved_usd, k.stage,
          row_number() over w as place, sum(r.bytes) over w as so_far
        from public.generation_batch_requests r
        join public.generation_calls k on k.id = r.call_id
        join public.generation_job_items i on i.id = k.item_id
        where k.batch_id is null and k.settled_at is null and i.status = 'waiting_batch' and k.job_id = any (ready)
          and (k.generation_method = 'simulated') = p_simulated
        window w as (order by r.staged_at, r.call_id)
      ) t where t.place = 1 or (t.place <= p_most_requests and t.so_far <= p_most_bytes);
    exit when taken.call_ids is null;
    insert into public.generation_batches (message, requests, reserved_usd, stages, bytes, generation_method, worker, worker_until)
    values (format('%s to be sent by worker %s', public.generation_count(taken.requests, 'request'), p_worker),
      taken.requests, taken.reserved, taken.stages, taken.bytes,
      case when p_simulated then 'simulated' else 'claude_batch' end, p_worker,
      clock_timestamp() + make_interval(secs => p_lease_seconds::double precision))
    returning id into new_id;
    update public.generation_calls k set batch_id = new_id where k.id = any (taken.call_ids);
    made := made + 1;
  end loop;
  return made;
end
$$;
revoke all on function public.generation_batches_intend(text, boolean, numeric, numeric, integer, bigint)
  from public, anon, authenticated, service_role;
grant execute on function public.generation_batches_intend(text, boolean, numeric, numeric, integer, bigint) to service_role;
comment on function public.generation_batches_intend(text, boolean, numeric, numeric, integer, bigint) is
  'Puts the staged requests of every job that has no more to add, or waits longer than the gather time, into batches to be sent, none above the limits; how many batches.';

create function public.generation_batches_look(
  p_worker text, p_method text, p_lease_seconds numeric, p_gather_seconds numeric, p_most_requests integer,
  p_most_bytes bigint
)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  mine uuid[];
begin
  if coalesce(p_worker, '') = '' or p_method is null or p_method not in ('claude_api', 'claude_batch', 'simulated')
    or p_lease_seconds is null or p_lease_seconds not between 0.1 and 3600 or p_gather_seconds is null
    or p_most_requests is null or p_most_requests < 1 or p_most_bytes is null or p_most_bytes < 1 then
    perform public.generation_refuse('22023', 'A look at the batches names its worker, a method, a lease of 0.1 to 3600 seconds, a gather time and limits.',
      'Methods are claude_api, claude_batch and simulated; limits are 1 or more.',
      jsonb_build_object('worker', p_worker, 'method', p_method, 'lease_seconds', p_lease_seconds));
  end if;
  perform public.generation_as_worker(p_worker);
  perform public.generation_batches_withdraw(p_worker);
  perform public.generation_batches_intend(
    p_worker, p_method = 'simulated', p_lease_seconds, p_gather_seconds, p_most_requests, p_most_bytes);
  with open as (
    select b.id from public.generation_batches b
    where b.status in ('intended', 'submitted') and (b.generation_method = 'simulated') = (p_method = 'simulated')
      and (b.worker = p_worker or b.worker_until < clock_timestamp())
    for update skip locked
  ), kept as (
    update public.generation_batches b set worker = p_worker,
      worker_until = clock_timestamp() + make_interval(secs => p_lease_seconds::double precision)
    from open where b.id = open.id returning b.id
  )
  select coalesce(array_agg(kept.id), '{}') into mine from kept;
  return (
    select coalesce(jsonb_agg(jsonb_build_object(
      'batch_id', b.id, 'status', b.status, 'requests', b.requests, 'settled', b.settled, 'reserved_usd', b.reserved_usd,
      'provider_batch_id', b.provider_batch_id, 'submissions', b.submissions, 'intent_at', b.intent_at,
      'sent_seconds', extract(epoch from clock_timestamp() - b.sent_at),
      'submitted_seconds', extract(epoch from clock_timestamp() - b.submitted_at), 'cancel_asked', b.cancel_asked_at is not null,
      'known_ids', b.duplicate_ids || b.foreign_ids,
      'awaited', (select count(*) from public.generation_calls k join public.generation_job_items i on i.id = k.item_id
        where k.batch_id = b.id and k.settled_at is null and i.status = 'waiting_batch')) order by b.intent_at), '[]')
    from public.generation_batches b where b.id = any (mine));
end
$$;
revoke all on function public.generation_batches_look(text, text, numeric, numeric, integer, bigint)
  from public, anon, authenticated, service_role;
grant execute on function public.generation_batches_look(text, text, numeric, numeric, integer, bigint) to service_role;
comment on function public.generation_batches_look(text, text, numeric, numeric, integer, bigint) is
  'A worker''s look: withdraws what nobody waits for, makes batches of what is ready, and keeps for p_lease_seconds every open batch that is its own or that nobody looks after. Returns them: [{batch_id, status, requests, settled, reserved_usd, provider_batch_id, submissions, intent_at, sent_seconds: since it was last about to be sent, submitted_seconds: since its id is known, cancel_asked, known_ids, awaited: calls an item waits for}].';

insert into public.training_schema_versions (version, name, grants_fingerprint)
values ('20261125100100', 'batch_staging', public.generation_grants_fingerprint());
