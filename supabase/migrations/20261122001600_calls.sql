-- Spending: a call is opened (fenced, reserved under the job's cap) before it is made and settled after it.
--
-- Invariants: settled cost, open reservations and the next call's worst case never exceed the cap together; a paid
-- answer is never asked for again; whoever paid may say so once, whatever became of the item.

create function public.open_call(p_item_id uuid, p_lease_token uuid, p_call jsonb)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  job record;
  item record;
  lease record;
  paid record;
  unheard record;
  worst numeric(12, 6);
  committed numeric;
  call_id uuid;
  sentence text;
begin
  select j.* into job from public.generation_jobs j
    where j.id = (select i.job_id from public.generation_job_items i where i.id = p_item_id) for no key update;
  select i.*, c.revision into item
    from public.generation_job_items i join public.training_conversations c using (conversation_id)
    where i.id = p_item_id;
  select * into lease from public.generation_leases l
    where l.item_id = p_item_id and l.lease_token = p_lease_token;
  if lease.id is null or (lease.ended_at is not null and lease.end_reason <> 'cancelled') then
    return jsonb_build_object('answer', 'fenced');
  elsif lease.end_reason = 'cancelled' or job.status = 'cancelled' then
    return jsonb_build_object('answer', 'cancelled');
  end if;
  perform public.generation_as_worker(lease.worker);

  select k.id, k.stop_reason, r.response, jsonb_build_object(
      'input_tokens', k.input_tokens, 'cache_write_5m_tokens', k.cache_write_5m_tokens,
      'cache_write_1h_tokens', k.cache_write_1h_tokens, 'cache_read_tokens', k.cache_read_tokens,
      'output_tokens', k.output_tokens, 'thinking_tokens', k.thinking_tokens) as usage
    into paid
    from public.generation_calls k join public.generation_responses r on r.call_id = k.id
    where k.conversation_id = item.conversation_id and k.revision = item.revision
      and k.stage = p_call ->> 'stage' and k.request_hash = p_call ->> 'request_hash'
      and k.turn_number is not distinct from (p_call ->> 'turn_number')::integer
      and k.section is not distinct from p_call ->> 'section'
      and k.draft_no = (p_call ->> 'draft_no')::integer
      and k.generation_method = lease.generation_method and k.outcome = 'succeeded'
    order by k.settled_at limit 1;
  if paid.id is not null then
    return jsonb_build_object('answer', 'reuse', 'call_id', paid.id, 'response', paid.response, 'usage', paid.usage,
      'stop_reason', paid.stop_reason);
  end if;

  -- Under one lease the same request is open once: who asks again did not hear the answer.
  select k.id, k.reserved_usd into unheard
    from public.generation_calls k
    where k.item_id = item.id and k.worker = lease.worker and k.attempt = lease.attempt
      and k.opened_at >= lease.claimed_at and k.settled_at is null
      and k.stage = p_call ->> 'stage' and k.request_hash = p_call ->> 'request_hash'
      and k.turn_number is not distinct from (p_call ->> 'turn_number')::integer
      and k.section is not distinct from p_call ->> 'section'
      and k.draft_no = (p_call ->> 'draft_no')::integer
    limit 1;
  if unheard.id is not null then
    return jsonb_build_object('answer', 'opened', 'call_id', unheard.id, 'reserved_usd', unheard.reserved_usd);
  end if;

  worst := public.generation_worst_case(p_call, lease.generation_method = 'claude_batch');
  if worst is null then
    return jsonb_build_object('answer', 'refused', 'reason', 'unknown_price',
      'message', format('No price is known for the model %s: add its prices to generation_prices.', p_call ->> 'model'));
  end if;
  select coalesce(sum(coalesce(k.cost_usd, k.reserved_usd)), 0) into committed
    from public.generation_calls k where k.job_id = job.id;
  if committed + worst > coalesce(job.max_cost_usd, 0) then
    if job.status = 'in_progress' then
      update public.generation_jobs j set status = 'paused', paused_from = 'in_progress',
        status_reason = 'cap_reached', cap_needs_usd = worst where j.id = job.id;
      job := public.generation_job_refresh(job.id);
      insert into public.generation_events (level, stage, conversation_id, message, job_id)
      values ('warning', 'cap', item.conversation_id, format('Job #%s: %s', job.job_number, job.status_message), job.id);
    elsif job.status = 'paused' and job.status_reason = 'cap_reached' and worst > job.cap_needs_usd then
      -- The dearest call in hand says how far the cap must be raised.
      update public.generation_jobs j set cap_needs_usd = worst where j.id = job.id;
      perform public.generation_job_refresh(job.id);
    end if;
    sentence := format('The cap of job #%s is %s; %s are spent or reserved, and the next call may need %s.', job.job_number,
      public.generation_usd(job.max_cost_usd), public.generation_usd(committed), public.generation_usd(worst));
    return jsonb_build_object('answer', 'refused', 'reason', 'cap_reached', 'message', sentence,
      'max_cost_usd', job.max_cost_usd, 'committed_usd', committed, 'needed_usd', worst);
  end if;

  insert into public.generation_calls (
    stage, conversation_id, turn_number, model, reserved_usd, section, draft_no, revision, request_hash,
    estimated_input_tokens, max_output_tokens, worker, attempt, generation_method, job_id, item_id)
  values (
    p_call ->> 'stage', item.conversation_id, (p_call ->> 'turn_number')::integer, p_call ->> 'model', worst,
    p_call ->> 'section', (p_call ->> 'draft_no')::integer, item.revision, p_call ->> 'request_hash',
    (p_call ->> 'estimated_input_tokens')::bigint, (p_call ->> 'max_output_tokens')::bigint, lease.worker,
    lease.attempt, lease.generation_method, job.id, item.id)
  returning id into call_id;
  return jsonb_build_object('answer', 'opened', 'call_id', call_id, 'reserved_usd', worst);
end
$$;
revoke all on function public.open_call(uuid, uuid, jsonb) from public, anon, authenticated, service_role;
grant execute on function public.open_call(uuid, uuid, jsonb) to service_role;
comment on function public.open_call(uuid, uuid, jsonb) is
  'Opens a call in the ledger (asked again under the same lease before it is settled: the same call), or gives the paid answer to the same request, or refuses: fenced, cancelled, cap_reached (the job is paused), unknown_price. Takes {stage, turn_number, section, draft_no, model, request_hash, estimated_input_tokens, max_output_tokens, cache_ttl: 1h when it writes that cache}.';

create function public.generation_worst_case(p_call jsonb, p_batch boolean)
returns numeric
language sql stable
set search_path = ''
as $$
  -- Every input token may be written to the cache, which is the dearest kind of input.
  select public.generation_cost(p_call ->> 'model', jsonb_build_object(
    case when p_call ->> 'cache_ttl' = '1h' then 'cache_write_1h_tokens' else 'cache_write_5m_tokens' end,
    (p_call ->> 'estimated_input_tokens')::bigint,
    'output_tokens', (p_call ->> 'max_output_tokens')::bigint), p_batch, clock_timestamp())
$$;
revoke all on function public.generation_worst_case(jsonb, boolean) from public, anon, authenticated, service_role;
grant execute on function public.generation_worst_case(jsonb, boolean) to service_role;
comment on function public.generation_worst_case(jsonb, boolean) is
  'The most a call may cost, US dollars; null when a price is missing.';

create function public.settle_call(p_call_id uuid, p_result jsonb)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  job record;
  call public.generation_calls;
  usage jsonb := nullif(p_result -> 'usage', 'null');
  item_status text;
  resumed boolean := false;
begin
  if coalesce(p_result ->> 'outcome', '') not in ('succeeded', 'truncated', 'refused', 'invalid', 'failed', 'cancelled') then
    perform public.generation_refuse('22023', format('No outcome is called %s.', coalesce(p_result ->> 'outcome', 'nothing')),
      'Outcomes are succeeded, truncated, refused, invalid, failed and cancelled.', jsonb_build_object('call', p_call_id));
  end if;
  select j.* into job from public.generation_jobs j
    where j.id = (select k.job_id from public.generation_calls k where k.id = p_call_id) for no key update;
  -- Calls are locked last, after the item and the conversation their cost is written to.
  select i.status into item_status from public.generation_job_items i
    where i.id = (select k.item_id from public.generation_calls k where k.id = p_call_id) for update;
  perform 1 from public.training_conversations c
    where c.conversation_id = (select k.conversation_id from public.generation_calls k where k.id = p_call_id)
      and item_status = 'completed' for no key update;
  select * into call from public.generation_calls k where k.id = p_call_id for update;
  if call.id is null then
    perform public.generation_refuse('PT422', 'Unknown call.', 'Settle the call_id that open_call gave.',
      jsonb_build_object('unknown', jsonb_build_array(p_call_id)));
  elsif call.settled_at is not null then
    return jsonb_build_object('answer', 'already_settled', 'cost_usd', call.cost_usd);
  end if;
  perform public.generation_as_worker(call.worker);

  update public.generation_calls k set
    outcome = p_result ->> 'outcome',
    settled_at = clock_timestamp(),
    stop_reason = p_result ->> 'stop_reason',
    request_id = p_result ->> 'request_id',
    milliseconds = (p_result ->> 'milliseconds')::numeric::integer,
    error_type = p_result ->> 'error_type',
    error_message = left(p_result ->> 'error_message', 2000),
    input_tokens = (usage ->> 'input_tokens')::bigint,
    cache_write_5m_tokens = (usage ->> 'cache_write_5m_tokens')::bigint,
    cache_write_1h_tokens = (usage ->> 'cache_write_1h_tokens')::bigint,
    cache_read_tokens = (usage ->> 'cache_read_tokens')::bigint,
    output_tokens = (usage ->> 'output_tokens')::bigint,
    thinking_tokens = (usage ->> 'thinking_tokens')::bigint,
    cost_usd = case when usage is not null then
      public.generation_cost(k.model, usage, k.generation_method = 'claude_batch', k.opened_at) end
  where k.id = p_call_id
  returning * into call;
  if p_result ->> 'response' is not null then
    insert into public.generation_responses (call_id, response, sha256)
    values (p_call_id, p_result ->> 'response',
      encode(sha256(convert_to(p_result ->> 'response', 'UTF8')), 'hex'));
  end if;

  if job.id is not null then
    -- A pause that only the reservations of calls in flight caused ends when they turn out smaller.
    if job.status = 'paused' and job.status_reason = 'cap_reached' and job.cap_needs_usd + (
      select sum(coalesce(k.cost_usd, k.reserved_usd)) from public.generation_calls k where k.job_id = job.id
    ) <= job.max_cost_usd then
      update public.generation_jobs j set status = j.paused_from, paused_from = null, status_reason = null,
        cap_needs_usd = null where j.id = job.id;
      insert into public.generation_events (stage, message, job_id)
      values ('resume', format('Job #%s goes on: calls in flight cost less than was reserved for them', job.job_number), job.id);
      resumed := true;
    end if;
    if resumed or item_status is distinct from 'running' or job.status not in ('in_progress', 'paused')
      or job.last_progress_at < clock_timestamp() - interval '500 milliseconds' then
      update public.generation_job_items i set
        cost_usd = coalesce((select sum(k.cost_usd) from public.generation_calls k where k.item_id = i.id), 0)
        where i.id = call.item_id;
      perform public.generation_job_refresh(job.id);
    end if;
  end if;
  update public.training_conversations c set generation_cost_usd = (
      select sum(k.cost_usd) from public.generation_calls k where k.item_id = call.item_id)
    where c.conversation_id = call.conversation_id and c.last_job_id = call.job_id and item_status = 'completed';
  return jsonb_build_object('answer', 'settled', 'cost_usd', call.cost_usd);
end
$$;
revoke all on function public.settle_call(uuid, jsonb) from public, anon, authenticated, service_role;
grant execute on function public.settle_call(uuid, jsonb) to service_role;
comment on function public.settle_call(uuid, jsonb) is
  'Says, once, what became of a call and what it used, whatever became of its item. Takes {outcome, stop_reason, request_id, milliseconds, usage, error_type, error_message, response}; usage null: unknown, the reservation stays as the upper bound. Returns {answer: settled or already_settled, cost_usd}.';

insert into public.training_schema_versions (version, name) values ('20261122001600', 'calls');
