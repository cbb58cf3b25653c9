-- How an item leaves a worker's hands: one function ends the lease, moves the item and frees the conversation, so
-- that these three never disagree. The functions here and in the next files are the worker's: security invoker,
-- executable by service_role alone.
--
-- The token is the fence. A lease past its expiry may be taken back by anybody, and until somebody does, its
-- holder may still write: nobody else can have begun.

create function public.generation_as_worker(p_worker text)
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform set_config('rapport.worker', coalesce(p_worker, ''), true), set_config('rapport.moves', 'on', true);
end
$$;
revoke all on function public.generation_as_worker(text) from public, anon, authenticated, service_role;
grant execute on function public.generation_as_worker(text) to service_role;
comment on function public.generation_as_worker(text) is
  'Says, until the end of the transaction, which worker''s function moves things.';

create function public.generation_item_move(
  p_item public.generation_job_items, p_to text, p_lease_end text, p_code text default null,
  p_message text default null, p_hint text default null, p_available_at timestamptz default null,
  p_give_back boolean default false
)
returns void
language plpgsql
set search_path = ''
as $$
begin
  update public.generation_leases l set ended_at = clock_timestamp(), end_reason = p_lease_end
    where l.item_id = p_item.id and l.ended_at is null;
  update public.generation_job_items i set
    status = p_to,
    stage = null,
    stage_note = null,
    progress = case p_to when 'completed' then 1 when 'queued' then 0 else i.progress end,
    attempt = i.attempt - case when p_give_back then 1 else 0 end,
    available_at = coalesce(p_available_at, i.available_at),
    error_code = case when p_to = 'completed' then null else coalesce(p_code, i.error_code) end,
    error_message = case when p_to = 'completed' then null else coalesce(p_message, i.error_message) end,
    error_hint = case when p_to = 'completed' then null when p_code is null then i.error_hint else p_hint end,
    cost_usd = coalesce((select sum(c.cost_usd) from public.generation_calls c where c.item_id = i.id), 0),
    completed_at = case when p_to in ('queued', 'waiting_batch') then null else clock_timestamp() end
  where i.id = p_item.id;
  if p_to in ('queued', 'failed', 'dead', 'cancelled') then
    update public.training_conversations c set
      generation_status = case when c.generation_status = 'in_progress' then 'planned' else c.generation_status end,
      last_error_code = coalesce(p_code, c.last_error_code),
      last_error_message = coalesce(p_message, c.last_error_message)
    where c.conversation_id = p_item.conversation_id
      and (c.generation_status = 'in_progress' or p_code is not null);
  end if;
end
$$;
revoke all on function public.generation_item_move(public.generation_job_items, text, text, text, text, text, timestamptz, boolean)
  from public, anon, authenticated, service_role;
grant execute on function public.generation_item_move(public.generation_job_items, text, text, text, text, text, timestamptz, boolean)
  to service_role;
comment on function public.generation_item_move(public.generation_job_items, text, text, text, text, text, timestamptz, boolean) is
  'Ends an item''s lease, moves the item, and makes its conversation planned again where it was in progress. The caller holds the locks of job and item.';

create function public.generation_reap(p_job_ids uuid[])
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  expired record;
  item public.generation_job_items;
  fate text;
  requeued integer := 0;
  dead integer := 0;
  cancelled integer := 0;
begin
  for expired in
    select l.item_id, l.worker, l.expires_at, j.status as job_status, j.job_number
    from public.generation_leases l
    join public.generation_job_items i on i.id = l.item_id
    join public.generation_jobs j on j.id = i.job_id
    where l.ended_at is null and l.expires_at < clock_timestamp() and j.id = any (p_job_ids)
    order by l.item_id
  loop
    begin -- one bad row never stops a sweep
      select * into item from public.generation_job_items i where i.id = expired.item_id for update;
      fate := case when expired.job_status = 'cancelled' then 'cancelled' when item.attempt >= 3 then 'dead' else 'queued' end;
      perform public.generation_item_move(item, fate, 'expired',
        case when fate <> 'cancelled' then 'lease_expired' end,
        case when fate <> 'cancelled' then format('Worker %s was not heard after %s UTC.', expired.worker,
          to_char(expired.expires_at at time zone 'UTC', 'HH24:MI:SS')) end,
        case fate when 'dead' then 'Three attempts ended so. Look at the worker''s log, then set requested_action to retry_failed.' end,
        clock_timestamp());
      insert into public.generation_events (level, stage, conversation_id, message, job_id)
      values (case fate when 'dead' then 'error' else 'warning' end, null, item.conversation_id,
        format('Worker %s was not heard in time; %s', expired.worker, case fate
          when 'queued' then format('queued again after attempt %s of 3', item.attempt)
          when 'dead' then 'given up after three attempts' else 'cancelled' end), item.job_id);
      requeued := requeued + (fate = 'queued')::integer;
      dead := dead + (fate = 'dead')::integer;
      cancelled := cancelled + (fate = 'cancelled')::integer;
    exception when others then
      raise warning 'item % could not be taken back: %', expired.item_id, sqlerrm;
    end;
  end loop;
  return jsonb_build_object('requeued', requeued, 'dead', dead, 'cancelled', cancelled);
end
$$;
revoke all on function public.generation_reap(uuid[]) from public, anon, authenticated, service_role;
grant execute on function public.generation_reap(uuid[]) to service_role;
comment on function public.generation_reap(uuid[]) is
  'Takes back the items of these jobs whose lease has expired. The caller holds the jobs'' locks and refreshes them.';

create function public.reap_expired_items()
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  job_ids uuid[];
  job_id uuid;
  result jsonb;
begin
  perform public.generation_as_worker(null);
  select coalesce(array_agg(distinct i.job_id), '{}') into job_ids
    from public.generation_leases l join public.generation_job_items i on i.id = l.item_id
    where l.ended_at is null and l.expires_at < clock_timestamp();
  perform public.generation_lock_jobs(job_ids);
  result := public.generation_reap(job_ids);
  foreach job_id in array job_ids loop
    perform public.generation_job_refresh(job_id);
  end loop;
  return result;
end
$$;
revoke all on function public.reap_expired_items() from public, anon, authenticated, service_role;
grant execute on function public.reap_expired_items() to service_role;
comment on function public.reap_expired_items() is
  'Takes back every item whose lease has expired: queued again, dead after three attempts, cancelled when its job is. Any worker may run it; returns {requeued, dead, cancelled}.';

create function public.release_items(
  p_worker text, p_items jsonb, p_reason text, p_snooze_seconds numeric default 0, p_pause text default null
)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  entry record;
  job record;
  item public.generation_job_items;
  job_ids uuid[];
  answers jsonb := '[]';
  answer text;
  moved uuid[] := '{}';
begin
  if p_pause is not null
    and p_pause not in ('cap_reached', 'daily_limit', 'key_rejected', 'credit_exhausted', 'spend_limit') then
    perform public.generation_refuse('22023', format('A worker cannot pause jobs for %s.', p_pause),
      'Reasons are cap_reached, daily_limit, key_rejected, credit_exhausted and spend_limit.',
      jsonb_build_object('got', p_pause));
  end if;
  perform public.generation_as_worker(p_worker);
  select coalesce(array_agg(distinct i.job_id), '{}') into job_ids
    from jsonb_to_recordset(p_items) as e (item_id uuid) join public.generation_job_items i on i.id = e.item_id;
  perform public.generation_lock_jobs(job_ids);
  for entry in
    select e.item_id, e.lease_token, i.job_id, j.status as job_status
    from jsonb_to_recordset(p_items) as e (item_id uuid, lease_token uuid)
    left join public.generation_job_items i on i.id = e.item_id
    left join public.generation_jobs j on j.id = i.job_id
    order by e.item_id
  loop
    select * into item from public.generation_job_items i where i.id = entry.item_id for update;
    if not exists (
      select 1 from public.generation_leases l
      where l.item_id = entry.item_id and l.lease_token = entry.lease_token and l.ended_at is null
    ) then
      answer := 'fenced';
    elsif entry.job_status = 'cancelled' then
      answer := 'cancelled';
      perform public.generation_item_move(item, 'cancelled', 'cancelled');
      moved := moved || entry.job_id;
    else
      answer := 'queued';
      perform public.generation_item_move(item, 'queued', 'released', null, null, null,
        clock_timestamp() + make_interval(secs => greatest(p_snooze_seconds, 0)::double precision), true);
      insert into public.generation_events (level, conversation_id, message, job_id)
      values ('info', item.conversation_id, format('Given back by worker %s: %s', p_worker, p_reason), item.job_id);
      moved := moved || entry.job_id;
    end if;
    answers := answers || jsonb_build_object('item_id', entry.item_id, 'answer', answer);
  end loop;
  for job in
    select j.id, j.job_number, j.status from public.generation_jobs j where j.id = any (moved) order by j.id
  loop
    -- The pause at the cap is open_call's own: it knows what is needed, and may be over again by now.
    if p_pause <> 'cap_reached' and job.status in ('queued', 'in_progress') then
      update public.generation_jobs j set status = 'paused', paused_from = job.status, status_reason = p_pause
        where j.id = job.id;
      insert into public.generation_events (level, stage, message, job_id)
      values ('warning', 'pause', format('Job #%s paused by worker %s: %s', job.job_number, p_worker, p_reason), job.id);
    end if;
    perform public.generation_job_refresh(job.id);
  end loop;
  return answers;
end
$$;
revoke all on function public.release_items(text, jsonb, text, numeric, text) from public, anon, authenticated, service_role;
grant execute on function public.release_items(text, jsonb, text, numeric, text) to service_role;
comment on function public.release_items(text, jsonb, text, numeric, text) is
  'Gives items back, their attempt too, claimable after the snooze; p_pause pauses their jobs for that reason (cap_reached: open_call has paused them already). Takes [{item_id, lease_token}], returns [{item_id, answer: queued, cancelled or fenced}].';

insert into public.training_schema_versions (version, name) values ('20261122001300', 'items_move');
