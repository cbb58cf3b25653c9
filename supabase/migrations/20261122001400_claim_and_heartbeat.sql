-- The worker takes items and keeps them.
--
-- Invariants: an attempt is counted at the claim; jobs are served in the order of their numbers, items in that of
-- their positions, never more at once than the job's max_concurrency; a claim reads partial indexes only, however
-- many jobs have ended.

create index generation_jobs_paused_idx on public.generation_jobs (status_reason) where status = 'paused';

create function public.claim_generation_items(
  p_worker text, p_limit integer, p_lease_seconds numeric, p_method text default 'claude_api',
  p_cleared text[] default '{}'
)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  expired uuid[];
  cleared uuid[];
  open_jobs uuid[];
  job record;
  item record;
  lease record;
  lanes integer;
  left_over integer := p_limit;
  claimed jsonb := '[]';
  changed boolean;
begin
  if coalesce(p_worker, '') = '' or p_limit is null or p_limit not between 0 and 1000
    or p_lease_seconds is null or p_lease_seconds not between 0.1 and 3600
    or p_method is null or p_method not in ('claude_api', 'claude_batch', 'simulated') then
    perform public.generation_refuse('22023', 'A claim names its worker, a limit of 0 to 1000, a lease of 0.1 to 3600 seconds and a method.',
      'Methods are claude_api, claude_batch and simulated.',
      jsonb_build_object('worker', p_worker, 'limit', p_limit, 'lease_seconds', p_lease_seconds, 'method', p_method));
  end if;
  perform public.generation_as_worker(p_worker);

  select coalesce(array_agg(distinct i.job_id), '{}') into expired
    from public.generation_leases l join public.generation_job_items i on i.id = l.item_id
    where l.ended_at is null and l.expires_at < clock_timestamp();
  select coalesce(array_agg(j.id), '{}') into cleared
    from public.generation_jobs j
    where j.status = 'paused' and j.status_reason = any (p_cleared)
      and j.status_reason in ('key_rejected', 'credit_exhausted', 'spend_limit', 'daily_limit');
  select coalesce(array_agg(c.id), '{}') into open_jobs from (
    select j.id from public.generation_jobs j
    where j.status in ('queued', 'in_progress')
      and exists (select 1 from public.generation_job_items i
        where i.job_id = j.id and i.status = 'queued' and i.available_at <= clock_timestamp())
      and (select count(*) from public.generation_job_items w
        where w.job_id = j.id and w.status in ('running', 'waiting_batch')) < (j.options ->> 'max_concurrency')::integer
    order by j.job_number limit p_limit
  ) c;
  if cardinality(expired) + cardinality(cleared) + cardinality(open_jobs) = 0 then
    -- Nothing to do is the time to tidy: answers are kept for 30 days, long past any retry.
    delete from public.generation_responses r where r.id in (
      select o.id from public.generation_responses o
      where o.received_at < clock_timestamp() - interval '30 days' order by o.received_at limit 500);
    return claimed;
  end if;
  perform public.generation_lock_jobs(expired || cleared || open_jobs);

  if cardinality(expired) > 0 then
    perform public.generation_reap(expired);
  end if;
  for job in
    update public.generation_jobs j set status = j.paused_from, paused_from = null, status_reason = null
    where j.id = any (cleared) and j.status = 'paused' and j.status_reason = any (p_cleared)
    returning j.id, j.job_number
  loop
    insert into public.generation_events (stage, message, job_id)
    values ('resume', format('Job #%s resumed by worker %s: the reason for its pause is gone', job.job_number, p_worker), job.id);
  end loop;

  for job in
    select j.id, j.job_number, j.status, j.options, j.models, j.dataset_id, j.started_at
    from public.generation_jobs j where j.id = any (expired || cleared || open_jobs) order by j.job_number
  loop
    changed := job.id = any (expired || cleared);
    select (job.options ->> 'max_concurrency')::integer - count(*) into lanes
      from public.generation_job_items w where w.job_id = job.id and w.status in ('running', 'waiting_batch');
    if job.status in ('queued', 'in_progress') and left_over > 0 and lanes > 0 then
      for item in
        select i.id, i.conversation_id, i.template_version, i.attempt, c.template_id, c.revision, c.dataset_id,
          c.turn_count
        from public.generation_job_items i join public.training_conversations c using (conversation_id)
        where i.job_id = job.id and i.status = 'queued' and i.available_at <= clock_timestamp()
        order by i.position limit least(lanes, left_over)
        for update of i skip locked
      loop
        update public.generation_job_items i set
          status = 'running', stage = 'preparing', stage_note = null, progress = 0, attempt = i.attempt + 1,
          turns_done = 0, turns_total = item.turn_count, error_code = null, error_message = null, error_hint = null,
          started_at = coalesce(i.started_at, clock_timestamp()), completed_at = null
        where i.id = item.id;
        insert into public.generation_leases (item_id, worker, attempt, expires_at, generation_method)
        values (item.id, p_worker, item.attempt + 1,
          clock_timestamp() + make_interval(secs => p_lease_seconds::double precision), p_method)
        returning lease_token, expires_at into lease;
        update public.training_conversations c set
          generation_status = case when c.generation_status = 'planned' then 'in_progress' else c.generation_status end,
          last_job_id = job.id
        where c.conversation_id = item.conversation_id;
        claimed := claimed || jsonb_build_object(
          'item_id', item.id, 'lease_token', lease.lease_token, 'lease_expires_at', lease.expires_at,
          'job_id', job.id, 'job_number', job.job_number, 'conversation_id', item.conversation_id,
          'dataset_id', item.dataset_id, 'template_id', item.template_id, 'template_version', item.template_version,
          'attempt', item.attempt + 1, 'revision', item.revision, 'generation_method', p_method,
          'options', job.options, 'models', job.models,
          'max_concurrency', (job.options ->> 'max_concurrency')::integer);
        left_over := left_over - 1;
        changed := true;
        if job.status = 'queued' then
          update public.generation_jobs j set status = 'in_progress', status_reason = null,
            started_at = coalesce(j.started_at, clock_timestamp()) where j.id = job.id;
          insert into public.generation_events (stage, message, job_id)
          values ('started', format('Job #%s started by worker %s', job.job_number, p_worker), job.id);
          job.status := 'in_progress';
        end if;
      end loop;
    end if;
    if changed then
      perform public.generation_job_refresh(job.id);
    end if;
  end loop;
  return claimed;
end
$$;
revoke all on function public.claim_generation_items(text, integer, numeric, text, text[]) from public, anon, authenticated, service_role;
grant execute on function public.claim_generation_items(text, integer, numeric, text, text[]) to service_role;
comment on function public.claim_generation_items(text, integer, numeric, text, text[]) is
  'Takes up to p_limit items for a worker, after taking back expired ones and resuming jobs whose pause (p_cleared) is over. Returns a list, one object per item, with its lease_token.';

create function public.heartbeat_items(p_worker text, p_items jsonb, p_lease_seconds numeric)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  entry record;
  lease record;
  item public.generation_job_items;
  job record;
  job_ids uuid[];
  answers jsonb := '[]';
  moved uuid[] := '{}';
  extended_to timestamptz;
begin
  if p_lease_seconds is null or p_lease_seconds not between 0.1 and 3600 or jsonb_typeof(p_items) is distinct from 'array' then
    perform public.generation_refuse('22023', 'A heartbeat names a list of items and a lease of 0.1 to 3600 seconds.', 'Send [{item_id, lease_token}].',
      jsonb_build_object('lease_seconds', p_lease_seconds));
  end if;
  perform public.generation_as_worker(p_worker);
  select coalesce(array_agg(distinct i.job_id), '{}') into job_ids
    from jsonb_to_recordset(p_items) as e (item_id uuid) join public.generation_job_items i on i.id = e.item_id;
  perform public.generation_lock_jobs(job_ids);
  for entry in
    select e.beat, (e.beat ->> 'item_id')::uuid as item_id, (e.beat ->> 'lease_token')::uuid as lease_token,
      j.status as job_status
    from jsonb_array_elements(p_items) as e (beat)
    left join public.generation_job_items i on i.id = (e.beat ->> 'item_id')::uuid
    left join public.generation_jobs j on j.id = i.job_id
    order by 2
  loop
    select * into item from public.generation_job_items i where i.id = entry.item_id for update;
    select l.id, l.ended_at, l.end_reason into lease from public.generation_leases l
      where l.item_id = entry.item_id and l.lease_token = entry.lease_token;
    if lease.id is null or (lease.ended_at is not null and lease.end_reason <> 'cancelled') then
      answers := answers || jsonb_build_object('item_id', entry.item_id, 'answer', 'fenced',
        'reason', coalesce(lease.end_reason, 'unknown_lease'), 'lease_expires_at', null);
      continue;
    elsif lease.ended_at is not null or entry.job_status = 'cancelled' then
      if lease.ended_at is null then
        perform public.generation_item_move(item, 'cancelled', 'cancelled');
        moved := moved || item.job_id;
      end if;
      answers := answers || jsonb_build_object('item_id', entry.item_id, 'answer', 'stop', 'reason', 'cancelled',
        'lease_expires_at', null);
      continue;
    end if;
    update public.generation_leases l set heartbeat_at = clock_timestamp(),
      expires_at = clock_timestamp() + make_interval(secs => p_lease_seconds::double precision)
      where l.id = lease.id returning l.expires_at into extended_to;
    answers := answers || jsonb_build_object('item_id', entry.item_id, 'answer', 'continue', 'reason', null,
      'lease_expires_at', extended_to);
    begin -- progress that cannot be written must not cost the other items their leases
      update public.generation_job_items i set
        stage = case when entry.beat ? 'stage' then entry.beat ->> 'stage' else i.stage end,
        stage_note = case when entry.beat ? 'stage_note' then entry.beat ->> 'stage_note' else i.stage_note end,
        turns_done = case when entry.beat ? 'turns_done' then (entry.beat ->> 'turns_done')::integer else i.turns_done end,
        turns_total = case when entry.beat ? 'turns_total' then (entry.beat ->> 'turns_total')::integer else i.turns_total end,
        progress = case when entry.beat ? 'progress'
          then least(greatest(coalesce((entry.beat ->> 'progress')::numeric, 0), 0), 1) else i.progress end,
        cost_usd = coalesce((select sum(c.cost_usd) from public.generation_calls c where c.item_id = i.id), 0)
      where i.id = item.id and (
        (entry.beat ? 'stage' and entry.beat ->> 'stage' is distinct from i.stage)
        or (entry.beat ? 'stage_note' and entry.beat ->> 'stage_note' is distinct from i.stage_note)
        or (entry.beat ? 'turns_done' and (entry.beat ->> 'turns_done')::integer is distinct from i.turns_done)
        or (entry.beat ? 'turns_total' and (entry.beat ->> 'turns_total')::integer is distinct from i.turns_total)
        or (entry.beat ? 'progress' and (entry.beat ->> 'progress')::numeric is distinct from i.progress));
    exception when data_exception or integrity_constraint_violation then
      raise warning 'progress of item % was not written: %', item.id, sqlerrm;
    end;
  end loop;
  for job in
    select j.id from public.generation_jobs j where j.id = any (job_ids)
      and (j.id = any (moved) or j.last_progress_at < clock_timestamp() - interval '500 milliseconds')
    order by j.id
  loop
    perform public.generation_job_refresh(job.id);
  end loop;
  return answers;
end
$$;
revoke all on function public.heartbeat_items(text, jsonb, numeric) from public, anon, authenticated, service_role;
grant execute on function public.heartbeat_items(text, jsonb, numeric) to service_role;
comment on function public.heartbeat_items(text, jsonb, numeric) is
  'Extends leases and writes progress (keys that are absent leave their column). Takes [{item_id, lease_token, stage, stage_note, turns_done, turns_total, progress}], returns [{item_id, answer: continue, stop or fenced, reason, lease_expires_at}]. The job''s row is written at most twice a second.';

insert into public.training_schema_versions (version, name) values ('20261122001400', 'claim_and_heartbeat');
