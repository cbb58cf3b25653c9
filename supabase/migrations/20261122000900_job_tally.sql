-- Where a job stands: its counters, its cost, its sentence, its end. One function reckons them from the items and
-- the calls, so that nothing can drift; whoever moves items calls it, with the job row locked. Calls and progress
-- alone write the row at most twice a second (last_progress_at is the clock of that), so while items are at work
-- cost_usd may be one call behind the ledger; whatever moves an item brings it level.

create function public.generation_usd(p_amount numeric)
returns text
language sql immutable
set search_path = ''
as $$
  select '$' || case when p_amount is null then '?'
    when p_amount <> 0 and p_amount < 0.1 then to_char(p_amount, 'FM999990.000')
    else to_char(p_amount, 'FM999990.00') end
$$;
revoke all on function public.generation_usd(numeric) from public, anon, authenticated, service_role;
grant execute on function public.generation_usd(numeric) to service_role;
comment on function public.generation_usd(numeric) is 'An amount of US dollars for a sentence: $0.62, $0.031.';

create function public.generation_count(p_count bigint, p_thing text)
returns text
language sql immutable
set search_path = ''
as $$
  select p_count || ' ' || p_thing || case when p_count = 1 then '' else 's' end
$$;
revoke all on function public.generation_count(bigint, text) from public, anon, authenticated, service_role;
grant execute on function public.generation_count(bigint, text) to service_role;
comment on function public.generation_count(bigint, text) is 'A count with its noun, for a sentence: 1 conversation, 8 conversations.';

create function public.generation_job_tally(p_job public.generation_jobs)
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
          when 'daily_limit' then 'Paused: the daily budget is spent'
          when 'key_rejected' then 'Paused: Claude refuses the worker''s key'
          when 'credit_exhausted' then 'Paused: the Claude account has no credit left'
          when 'spend_limit' then 'Paused: the Claude account is at its spend limit'
          else 'Paused' end
        || format('; %s', done)
        || case when tally.at_work > 0 then format(', %s still in work', tally.at_work) else '' end
        || case when job.status_reason = 'cap_reached' then '. Raise max_cost_usd to go on' else '' end;
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
revoke all on function public.generation_job_tally(public.generation_jobs)
  from public, anon, authenticated, service_role;
grant execute on function public.generation_job_tally(public.generation_jobs) to service_role;
comment on function public.generation_job_tally(public.generation_jobs) is
  'A job''s row with counters, status_message, eta and, when no item is left, its end, reckoned from its items. The caller holds the job''s lock and writes the row.';

create function public.generation_job_refresh(p_job_id uuid)
returns public.generation_jobs
language plpgsql
set search_path = ''
as $$
declare
  was public.generation_jobs;
  job public.generation_jobs;
begin
  select * into was from public.generation_jobs j where j.id = p_job_id for no key update;
  job := public.generation_job_tally(was);
  perform set_config('rapport.moves', 'on', true);
  update public.generation_jobs j set
    status = job.status, status_message = job.status_message, status_reason = job.status_reason,
    completed_conversations = job.completed_conversations, failed_conversations = job.failed_conversations,
    cancelled_conversations = job.cancelled_conversations, total_conversations = job.total_conversations,
    average_quality_score = job.average_quality_score, eta_at = job.eta_at, paused_from = job.paused_from,
    cap_needs_usd = job.cap_needs_usd, completed_at = job.completed_at, last_progress_at = job.last_progress_at,
    cost_usd = job.cost_usd, reserved_usd = job.reserved_usd, api_calls = job.api_calls,
    input_tokens = job.input_tokens, output_tokens = job.output_tokens, thinking_tokens = job.thinking_tokens,
    cache_write_5m_tokens = job.cache_write_5m_tokens, cache_write_1h_tokens = job.cache_write_1h_tokens,
    cache_read_tokens = job.cache_read_tokens
  where j.id = p_job_id;
  if job.status <> was.status and job.status in ('completed', 'failed') then
    insert into public.generation_events (level, stage, message, job_id)
    values (case when job.status = 'failed' then 'error' else 'info' end, job.status,
      format('Job #%s %s: %s', job.job_number, job.status, job.status_message), job.id);
  end if;
  return job;
end
$$;
revoke all on function public.generation_job_refresh(uuid) from public, anon, authenticated, service_role;
grant execute on function public.generation_job_refresh(uuid) to service_role;
comment on function public.generation_job_refresh(uuid) is
  'Writes a job''s tally to its row and tells of its end. Called by whoever moved its items.';

create function public.generation_estimate(p_conversation_ids text[], p_models jsonb)
returns jsonb
language sql stable
set search_path = ''
as $$
  -- Tokens assumed, on the generous side: a dialogue writes 900 tokens a turn and thinks 1,500 over a
  -- prompt of 7,000; an annotation writes 6,000 a turn, over a cached guide and dialogue of 8,000; one turn in
  -- four needs a repair of 1,500. Reckoned once per number of turns, however many conversations have it.
  with size as (
    select greatest(coalesce(c.turn_count, 4), 1) as turns, count(*) as conversations
    from public.training_conversations c where c.conversation_id = any (p_conversation_ids)
    group by 1
  ), cost as (
    select s.conversations * (
      public.generation_cost(p_models #>> '{dialogue,model}',
        jsonb_build_object('input_tokens', 7000, 'output_tokens', 1500 + 900 * s.turns), false, clock_timestamp())
      + public.generation_cost(p_models #>> '{annotate,model}',
        jsonb_build_object('input_tokens', 300 * s.turns, 'cache_write_5m_tokens', 2000 + 700 * s.turns,
          'cache_read_tokens', 8000 * s.turns, 'output_tokens', 6000 * s.turns), false, clock_timestamp())
      + public.generation_cost(p_models #>> '{repair,model}',
        jsonb_build_object('cache_read_tokens', 2000 * s.turns, 'input_tokens', 200 * s.turns,
          'output_tokens', 375 * s.turns), false, clock_timestamp())) as usd
    from size s
  ), pace as (
    select coalesce(avg(r.seconds), 100) as seconds from (
      select extract(epoch from i.completed_at - i.started_at) as seconds
      from public.generation_job_items i where i.status = 'completed'
      order by i.completed_at desc limit 20
    ) r
  )
  select jsonb_build_object(
    'cost_usd', case when count(*) = count(cost.usd) then sum(cost.usd) end,
    'seconds_each', (select round(pace.seconds, 1) from pace))
  from cost
$$;
revoke all on function public.generation_estimate(text[], jsonb) from public, anon, authenticated, service_role;
grant execute on function public.generation_estimate(text[], jsonb) to service_role;
comment on function public.generation_estimate(text[], jsonb) is
  'What generating these conversations with these models should cost (cost_usd; null when a price is missing) and how long one takes (seconds_each, from the last twenty saved, else 100).';

insert into public.training_schema_versions (version, name) values ('20261122000900', 'job_tally');
