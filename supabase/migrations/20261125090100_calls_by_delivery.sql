-- A call is opened under two limits, the job's and the day's, at the price of how it is delivered.
--
-- Invariants: settled cost, open reservations and the next call's worst case never exceed the job's cap, nor those of
-- the day its limit; a call in a message batch is reserved and settled at the batch's prices, whatever worker asked;
-- an answer that was paid is given again however it was delivered, simulated ones to simulated runs alone; a call
-- that waits for its batch is not opened twice; the day begins with what was opened on it before this migration.

alter table public.generation_calls
  add column delivery text not null default 'live' check (delivery in ('live', 'message_batch'));
comment on column public.generation_calls.delivery is
  'How it reaches Claude: live, or in a message_batch, at half the price.';

create index generation_calls_opened_at_idx on public.generation_calls (opened_at);

-- The day may have calls already; the lock of the column above keeps others away until the functions below count them.
do $$
begin
  perform set_config('rapport.moves', 'on', true);
  update public.generation_budget b set
    settled_usd = l.settled, reserved_usd = l.reserved, simulated_settled_usd = l.simulated_settled,
    simulated_reserved_usd = l.simulated_reserved
  from (
    select
      coalesce(sum(k.cost_usd) filter (where k.generation_method <> 'simulated'), 0) as settled,
      coalesce(sum(k.reserved_usd) filter (where k.generation_method <> 'simulated' and k.cost_usd is null), 0) as reserved,
      coalesce(sum(k.cost_usd) filter (where k.generation_method = 'simulated'), 0) as simulated_settled,
      coalesce(sum(k.reserved_usd) filter (where k.generation_method = 'simulated' and k.cost_usd is null), 0) as simulated_reserved
    from public.generation_calls k
    where k.opened_at >= ((select d.day from public.generation_budget d)::timestamp at time zone 'UTC')
  ) l;
  perform set_config('rapport.moves', '', true);
end
$$;

create or replace function public.generation_worst_case(p_call jsonb, p_batch boolean)
returns numeric
language sql stable
set search_path = ''
as $$
  -- What a breakpoint covers may all be written to the cache, which is the dearest kind of input; the rest is
  -- input. Who does not say how much that is may write all of it.
  select public.generation_cost(p_call ->> 'model', jsonb_build_object(
    'input_tokens', size.tokens - size.cacheable,
    case when p_call ->> 'cache_ttl' = '1h' then 'cache_write_1h_tokens' else 'cache_write_5m_tokens' end, size.cacheable,
    'output_tokens', (p_call ->> 'max_output_tokens')::bigint), p_batch, clock_timestamp())
  from (
    select c.tokens, least(coalesce((p_call ->> 'cacheable_input_tokens')::bigint, c.tokens), c.tokens) as cacheable
    from (select (p_call ->> 'estimated_input_tokens')::bigint as tokens) c
  ) size
$$;
comment on function public.generation_worst_case(jsonb, boolean) is
  'The most a call may cost, US dollars, live or in a message batch: all input, of it what may be cached as written to the cache, at the price of its length, and all the output allowed, thinking included. Null when a price is missing.';

create function public.generation_job_hold(p_job_id uuid, p_reason text, p_needed numeric, p_conversation_id text)
returns void
language plpgsql
set search_path = ''
as $$
declare
  job public.generation_jobs;
begin
  -- Several calls in hand may be refused: the first pauses, the dearest says how much room it takes.
  update public.generation_jobs j set status = 'paused', paused_from = 'in_progress', status_reason = p_reason,
    cap_needs_usd = p_needed where j.id = p_job_id and j.status = 'in_progress';
  if found then
    job := public.generation_job_refresh(p_job_id);
    insert into public.generation_events (level, stage, conversation_id, message, job_id)
    values ('warning', 'cap', p_conversation_id, format('Job #%s: %s', job.job_number, job.status_message), job.id);
    return;
  end if;
  update public.generation_jobs j set cap_needs_usd = p_needed
    where j.id = p_job_id and j.status = 'paused' and j.status_reason = p_reason and p_needed > j.cap_needs_usd;
  if found then
    perform public.generation_job_refresh(p_job_id);
  end if;
end
$$;
revoke all on function public.generation_job_hold(uuid, text, numeric, text) from public, anon, authenticated, service_role;
grant execute on function public.generation_job_hold(uuid, text, numeric, text) to service_role;
comment on function public.generation_job_hold(uuid, text, numeric, text) is
  'Pauses a job whose next call could pass a limit (p_reason: cap_reached or daily_limit), and keeps what that call may need. The caller holds the job''s lock.';

create or replace function public.open_call(p_item_id uuid, p_lease_token uuid, p_call jsonb)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  sent_by text := coalesce(p_call ->> 'delivery', 'live');
  budget public.generation_budget;
  job record;
  item record;
  lease record;
  paid record;
  unheard record;
  worst numeric(12, 6);
  committed numeric;
  simulated boolean;
  today numeric;
  call_id uuid;
  sentence text;
begin
  if sent_by not in ('live', 'message_batch') then
    perform public.generation_refuse('22023', format('A call is delivered live or in a message_batch; got %s.', sent_by),
      'Leave delivery out for a live call.', jsonb_build_object('expected', '["live", "message_batch"]'::jsonb, 'got', sent_by));
  end if;
  budget := public.generation_budget_today();
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
  simulated := lease.generation_method = 'simulated';

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
      and (k.generation_method = 'simulated') = simulated and k.outcome = 'succeeded'
    order by k.settled_at limit 1;
  if paid.id is not null then
    return jsonb_build_object('answer', 'reuse', 'call_id', paid.id, 'response', paid.response, 'usage', paid.usage,
      'stop_reason', paid.stop_reason);
  end if;

  -- Under one lease the same request is open once: who asks again did not hear the answer. A call that waits for
  -- its batch is the item's, whoever holds it: it is on its way already, or about to be.
  select k.id, k.reserved_usd into unheard
    from public.generation_calls k
    where k.item_id = item.id and k.settled_at is null and k.delivery = sent_by
      and (sent_by = 'message_batch' and (k.generation_method = 'simulated') = simulated
        or k.worker = lease.worker and k.attempt = lease.attempt and k.opened_at >= lease.claimed_at)
      and k.revision = item.revision
      and k.stage = p_call ->> 'stage' and k.request_hash = p_call ->> 'request_hash'
      and k.turn_number is not distinct from (p_call ->> 'turn_number')::integer
      and k.section is not distinct from p_call ->> 'section'
      and k.draft_no = (p_call ->> 'draft_no')::integer
    limit 1;
  if unheard.id is not null then
    return jsonb_build_object('answer', 'opened', 'call_id', unheard.id, 'reserved_usd', unheard.reserved_usd);
  end if;

  worst := public.generation_worst_case(p_call, sent_by = 'message_batch');
  if worst is null then
    return jsonb_build_object('answer', 'refused', 'reason', 'unknown_price',
      'message', format('No price is known for the model %s: add its prices to generation_prices.', p_call ->> 'model'));
  end if;
  select coalesce(sum(coalesce(k.cost_usd, k.reserved_usd)), 0) into committed
    from public.generation_calls k where k.job_id = job.id;
  if committed + worst > coalesce(job.max_cost_usd, 0) then
    perform public.generation_job_hold(job.id, 'cap_reached', worst, item.conversation_id);
    sentence := format('The cap of job #%s is %s; %s are spent or reserved, and the next call may need %s.', job.job_number,
      public.generation_usd(job.max_cost_usd), public.generation_usd(committed), public.generation_usd(worst));
    return jsonb_build_object('answer', 'refused', 'reason', 'cap_reached', 'message', sentence,
      'max_cost_usd', job.max_cost_usd, 'committed_usd', committed, 'needed_usd', worst);
  end if;
  today := public.generation_budget_committed(budget, simulated);
  if today + worst > budget.daily_limit_usd then
    perform public.generation_job_hold(job.id, 'daily_limit', worst, item.conversation_id);
    sentence := format('The daily limit is %s; %s of it are spent and %s reserved, and the next call may need %s.',
      public.generation_usd(budget.daily_limit_usd),
      public.generation_usd(case when simulated then budget.simulated_settled_usd else budget.settled_usd end),
      public.generation_usd(case when simulated then budget.simulated_reserved_usd else budget.reserved_usd end),
      public.generation_usd(worst));
    return jsonb_build_object('answer', 'refused', 'reason', 'daily_limit', 'message', sentence,
      'daily_limit_usd', budget.daily_limit_usd, 'committed_usd', today, 'needed_usd', worst);
  end if;

  insert into public.generation_calls (
    opened_at, stage, conversation_id, turn_number, model, reserved_usd, section, draft_no, revision, request_hash,
    estimated_input_tokens, max_output_tokens, worker, attempt, generation_method, delivery, job_id, item_id)
  values (
    -- Midnight may have come while the job's lock was waited for: the call is of the day it is counted on.
    least(clock_timestamp(), ((budget.day + 1)::timestamp at time zone 'UTC') - interval '1 microsecond'),
    p_call ->> 'stage', item.conversation_id, (p_call ->> 'turn_number')::integer, p_call ->> 'model', worst,
    p_call ->> 'section', (p_call ->> 'draft_no')::integer, item.revision, p_call ->> 'request_hash',
    (p_call ->> 'estimated_input_tokens')::bigint, (p_call ->> 'max_output_tokens')::bigint, lease.worker,
    lease.attempt, lease.generation_method, sent_by, job.id, item.id)
  returning id into call_id;
  perform public.generation_budget_count(budget, simulated, 0, worst);
  return jsonb_build_object('answer', 'opened', 'call_id', call_id, 'reserved_usd', worst);
end
$$;
comment on function public.open_call(uuid, uuid, jsonb) is
  'Opens a call in the ledger (asked again under the same lease, or while it waits for its batch: the same call), or gives the paid answer to the same request, or refuses: fenced, cancelled, cap_reached or daily_limit (the job is paused), unknown_price. Takes {stage, turn_number, section, draft_no, model, request_hash, estimated_input_tokens, max_output_tokens, cacheable_input_tokens: how much of the input a cache breakpoint covers, all when absent, cache_ttl: 1h when it writes that cache, delivery: live or message_batch}.';

create or replace function public.settle_call(p_call_id uuid, p_result jsonb)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  budget public.generation_budget := public.generation_budget_today();
  job record;
  call public.generation_calls;
  usage jsonb := nullif(p_result -> 'usage', 'null');
  item_status text;
  simulated boolean;
  today boolean;
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
      public.generation_cost(k.model, usage, k.delivery = 'message_batch', k.opened_at) end
  where k.id = p_call_id
  returning * into call;
  if p_result ->> 'response' is not null then
    insert into public.generation_responses (call_id, response, sha256)
    values (p_call_id, p_result ->> 'response',
      encode(sha256(convert_to(p_result ->> 'response', 'UTF8')), 'hex'));
  end if;

  simulated := call.generation_method = 'simulated';
  if call.cost_usd is not null then
    -- A call of a day that is over changes nothing of today's; but the row is today's from now on.
    today := (call.opened_at at time zone 'UTC')::date = budget.day;
    perform public.generation_budget_count(budget, simulated, case when today then call.cost_usd else 0 end,
      case when today then - call.reserved_usd else 0 end);
  end if;

  if job.id is not null then
    -- A pause that only the reservations of calls in flight caused ends when they turn out smaller.
    if job.status = 'paused' and (job.status_reason = 'cap_reached' and job.cap_needs_usd + (
        select sum(coalesce(k.cost_usd, k.reserved_usd)) from public.generation_calls k where k.job_id = job.id
      ) <= job.max_cost_usd
      or job.status_reason = 'daily_limit' and job.cap_needs_usd
        + public.generation_budget_committed(public.generation_budget_today(), simulated) <= budget.daily_limit_usd) then
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
create function public.generation_budget_sentence(p_job_id uuid, p_needed numeric)
returns text
language sql stable
set search_path = ''
as $$
  select format('Paused at the daily limit of %s: %s spent, %s reserved today, the next call may need %s',
    public.generation_usd(b.daily_limit_usd),
    public.generation_usd(case when s.simulated then b.simulated_settled_usd else b.settled_usd end),
    public.generation_usd(case when s.simulated then b.simulated_reserved_usd else b.reserved_usd end),
    public.generation_usd(p_needed))
  from public.generation_budget_today(false) b, (select public.generation_job_simulated(p_job_id) as simulated) s
$$;
revoke all on function public.generation_budget_sentence(uuid, numeric) from public, anon, authenticated, service_role;
grant execute on function public.generation_budget_sentence(uuid, numeric) to service_role;
comment on function public.generation_budget_sentence(uuid, numeric) is
  'Why a job waits for another day: the limit, what is spent and reserved of it, what its next call may need.';

create or replace function public.generation_job_tally(p_job public.generation_jobs)
returns public.generation_jobs
language plpgsql
set search_path = ''
as $$
declare
  job public.generation_jobs := p_job;
  tally record;
  spent record;
  next_item record;
  done text;
  seconds_each numeric;
  lanes integer := greatest(coalesce((p_job.options ->> 'max_concurrency')::integer, 1), 1);
begin
  select
    count(*) as total,
    count(*) filter (where i.status = 'completed') as completed,
    count(*) filter (where i.status in ('failed', 'dead')) as failed,
    count(*) filter (where i.status = 'cancelled') as cancelled,
    count(*) filter (where i.status in ('running', 'waiting_batch')) as at_work,
    count(*) filter (where i.status = 'queued') as queued,
    avg(i.quality_score) filter (where i.status = 'completed') as quality,
    coalesce(sum(1 - i.progress) filter (where i.status in ('queued', 'running', 'waiting_batch')), 0) as left_over,
    avg(extract(epoch from i.completed_at - i.started_at)) filter (where i.status = 'completed') as seconds
  into tally
  from public.generation_job_items i where i.job_id = job.id;

  select
    coalesce(sum(c.cost_usd), 0) as cost,
    coalesce(sum(c.reserved_usd) filter (where c.cost_usd is null), 0) as reserved,
    coalesce(sum(c.input_tokens), 0) as input_tokens,
    coalesce(sum(c.cache_write_5m_tokens), 0) as cache_write_5m_tokens,
    coalesce(sum(c.cache_write_1h_tokens), 0) as cache_write_1h_tokens,
    coalesce(sum(c.cache_read_tokens), 0) as cache_read_tokens,
    coalesce(sum(c.output_tokens), 0) as output_tokens,
    coalesce(sum(c.thinking_tokens), 0) as thinking_tokens,
    count(*) as calls
  into spent
  from public.generation_calls c where c.job_id = job.id;

  job.cost_usd := spent.cost;
  job.reserved_usd := spent.reserved;
  job.input_tokens := spent.input_tokens;
  job.cache_write_5m_tokens := spent.cache_write_5m_tokens;
  job.cache_write_1h_tokens := spent.cache_write_1h_tokens;
  job.cache_read_tokens := spent.cache_read_tokens;
  job.output_tokens := spent.output_tokens;
  job.thinking_tokens := spent.thinking_tokens;
  job.api_calls := spent.calls;
  job.total_conversations := tally.total;
  job.completed_conversations := tally.completed;
  job.failed_conversations := tally.failed;
  job.cancelled_conversations := tally.cancelled;
  job.average_quality_score := round(tally.quality, 2);
  job.last_progress_at := clock_timestamp();
  job.eta_at := null;

  if job.status in ('in_progress', 'paused') and tally.queued + tally.at_work = 0 then
    job.status := case when tally.completed > 0 then 'completed' else 'failed' end;
    job.status_reason := case when tally.completed > 0 then null else 'none_completed' end;
    job.paused_from := null;
    job.cap_needs_usd := null;
    job.completed_at := clock_timestamp();
  end if;

  done := format('%s of %s done', tally.completed, tally.total)
    || case when tally.failed > 0 then format(', %s failed', tally.failed) else '' end;
  case job.status
    when 'queued' then
      if public.generation_live_workers() = 0 then
        job.status_reason := 'waiting_for_worker';
        job.status_message := format('%s %s; no worker has been heard for a minute, start one with: rapport run',
          public.generation_count(tally.queued, 'conversation'),
          case when tally.queued = 1 then 'waits' else 'wait' end);
      else
        job.status_reason := null;
        job.status_message := format('%s queued; a worker takes %s up',
          public.generation_count(tally.queued, 'conversation'),
          case when tally.queued = 1 then 'it' else 'them' end);
      end if;
    when 'in_progress' then
      job.status_reason := null;
      job.status_message := format('%s, %s in work', done, tally.at_work);
      if tally.queued > 0 then
        select i.conversation_id, i.available_at into next_item
          from public.generation_job_items i
          where i.job_id = job.id and i.status = 'queued'
          order by i.available_at > clock_timestamp(), i.position limit 1;
        job.status_message := job.status_message || '; next ' || next_item.conversation_id
          || case when next_item.available_at > clock_timestamp()
            then ' at ' || to_char(next_item.available_at at time zone 'UTC', 'HH24:MI:SS') || ' UTC' else '' end;
      end if;
      seconds_each := coalesce(tally.seconds, job.estimated_seconds::numeric * lanes / greatest(tally.total, 1));
      job.eta_at := clock_timestamp()
        + make_interval(secs => (tally.left_over * seconds_each / least(lanes, greatest(tally.total, 1)))::double precision);
    when 'paused' then
      job.status_message := case job.status_reason
          when 'paused_by_user' then 'Paused on request'
          when 'cap_reached' then format('Paused at its cap of %s: %s spent, %s reserved, the next call may need %s',
            public.generation_usd(job.max_cost_usd), public.generation_usd(job.cost_usd),
            public.generation_usd(job.reserved_usd), public.generation_usd(job.cap_needs_usd))
          when 'daily_limit' then public.generation_budget_sentence(job.id, job.cap_needs_usd)
          when 'key_rejected' then 'Paused: Claude refuses the worker''s key'
          when 'credit_exhausted' then 'Paused: the Claude account has no credit left'
          when 'spend_limit' then 'Paused: the Claude account is at its spend limit'
          else 'Paused' end
        || format('; %s', done)
        || case when tally.at_work > 0 then format(', %s still in work', tally.at_work) else '' end
        || case job.status_reason when 'cap_reached' then '. Raise max_cost_usd to go on'
          when 'daily_limit' then
            case when job.cap_needs_usd > (select b.daily_limit_usd from public.generation_budget b)
              then '. Raise the limit to go on: a whole day''s is less than that'
              else '. Goes on at 00:00 UTC, or when the limit is raised' end
          else '' end;
    when 'cancelled' then
      job.status_message := format('Cancelled: %s, %s cancelled', done, tally.cancelled)
        || case when tally.at_work > 0
          then format(', %s in work until the worker''s next heartbeat', tally.at_work) else '' end;
    when 'completed' then
      job.status_message := format('%s, quality %s, %s', done,
        coalesce(job.average_quality_score::text, 'unknown'), public.generation_usd(job.cost_usd));
    else
      job.status_message := format('None of %s was completed: %s failed, %s cancelled',
        public.generation_count(tally.total, 'conversation'), tally.failed, tally.cancelled);
  end case;
  return job;
end
$$;
create function public.generation_check_budget()
returns table (rule text, subject text, message text)
language sql stable
set search_path = ''
as $$
  with ledger as (
    select
      coalesce(sum(k.cost_usd) filter (where k.generation_method <> 'simulated'), 0) as settled,
      coalesce(sum(k.reserved_usd) filter (where k.generation_method <> 'simulated' and k.cost_usd is null), 0) as reserved,
      coalesce(sum(k.cost_usd) filter (where k.generation_method = 'simulated'), 0) as simulated_settled,
      coalesce(sum(k.reserved_usd) filter (where k.generation_method = 'simulated' and k.cost_usd is null), 0) as simulated_reserved
    from public.generation_calls k
    where k.opened_at >= ((select b.day from public.generation_budget b)::timestamp at time zone 'UTC')
  )
  select 'budget_equals_ledger', b.day::text,
    format('says %s settled, %s reserved (simulated: %s, %s); the ledger says %s and %s (simulated: %s, %s)',
      b.settled_usd, b.reserved_usd, b.simulated_settled_usd, b.simulated_reserved_usd,
      l.settled, l.reserved, l.simulated_settled, l.simulated_reserved)
  from public.generation_budget b cross join ledger l
  where (b.settled_usd, b.reserved_usd, b.simulated_settled_usd, b.simulated_reserved_usd)
    <> (l.settled, l.reserved, l.simulated_settled, l.simulated_reserved)
$$;
revoke all on function public.generation_check_budget() from public, anon, authenticated, service_role;
grant execute on function public.generation_check_budget() to service_role;
comment on function public.generation_check_budget() is
  'History checker: a day''s budget that differs from the ledger''s calls of that day.';

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
  ) v
$$;

insert into public.training_schema_versions (version, name, grants_fingerprint)
values ('20261125090100', 'calls_by_delivery', public.generation_grants_fingerprint());
