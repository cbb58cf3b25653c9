-- A job is steered: requested_action, max_cost_usd and note, each with an event saying who.
--
-- Invariants: an action is done in the update that asks for it and the column is null again afterwards, so the
-- same click works twice; a user's pause ends by a user's resume alone; cancelled is final. A status edited by
-- hand (Studio) is taken as the action it means.

create function public.generation_job_cancel_items(p_job_id uuid)
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform 1 from public.generation_job_items i
    where i.job_id = p_job_id and i.status in ('queued', 'waiting_batch') order by i.id for update;
  update public.generation_job_items i
    set status = 'cancelled', stage = null, stage_note = null, completed_at = clock_timestamp()
    where i.job_id = p_job_id and i.status in ('queued', 'waiting_batch');
  update public.training_conversations c set generation_status = 'planned'
    from public.generation_job_items i
    where i.job_id = p_job_id and i.status = 'cancelled' and i.conversation_id = c.conversation_id
      and c.generation_status = 'in_progress'
      and not exists (
        select 1 from public.generation_job_items o
        where o.conversation_id = c.conversation_id and o.status in ('running', 'waiting_batch'));
end
$$;
revoke all on function public.generation_job_cancel_items(uuid) from public, anon, authenticated, service_role;
comment on function public.generation_job_cancel_items(uuid) is
  'Cancels what no worker holds: queued items and those that wait for a batch. Running ones end at their heartbeat.';

create function public.generation_job_retry_items(p_job public.generation_jobs)
returns integer
language plpgsql
set search_path = ''
as $$
declare
  ids jsonb;
begin
  -- The inserts' lock: a conversation found free here is not taken by an insert meanwhile.
  perform pg_advisory_xact_lock(7261001);
  -- A text that came from elsewhere since then is left alone unless the job was told to replace.
  select jsonb_agg(i.conversation_id order by i.position) into ids
    from public.generation_job_items i join public.training_conversations c using (conversation_id)
    where i.job_id = p_job.id and i.status in ('failed', 'dead')
      and (c.generation_status in ('planned', 'in_progress')
        or (p_job.options ->> 'existing' = 'replace' and not c.is_seed_example
          and (c.generation_status <> 'approved' or (p_job.options ->> 'replace_approved')::boolean)));
  if ids is null then
    perform public.generation_refuse('PT409', format('Job #%s has no failed conversation to retry.', p_job.job_number),
      'Insert a new job for what you want generated.', jsonb_build_object('job', p_job.job_number));
  end if;
  perform 1 from public.generation_job_items i
    where i.job_id = p_job.id and ids ? i.conversation_id order by i.id for update;
  begin
    update public.generation_job_items i set
      status = 'queued', attempt = 0, available_at = clock_timestamp(), stage = null, stage_note = null, progress = 0,
      turns_done = null, error_code = null, error_message = null, error_hint = null,
      started_at = null, completed_at = null,
      template_version = coalesce((
        select t.version from public.training_conversations c
        join public.conversation_templates t using (template_id)
        where c.conversation_id = i.conversation_id), i.template_version)
    where i.job_id = p_job.id and ids ? i.conversation_id;
  exception when unique_violation then
    perform public.generation_clash(p_job.id, ids);
  end;
  return jsonb_array_length(ids);
end
$$;
revoke all on function public.generation_job_retry_items(public.generation_jobs) from public, anon, authenticated, service_role;
comment on function public.generation_job_retry_items(public.generation_jobs) is
  'Queues a job''s failed and dead items again, attempt 0; how many (PT409 when none is left, or another job holds one).';

create function public.generation_job_control()
returns trigger
language plpgsql security definer
set search_path = ''
as $$
declare
  actor record;
  action text := new.requested_action;
  needed numeric;
  told text;
begin
  if action is null and new.status is distinct from old.status then
    if coalesce(current_setting('rapport.moves', true), '') = 'on'
      or not public.generation_move_allowed('job', old.status, new.status) then
      return new; -- moved by a function of this schema, or to be refused by the guard of moves
    end if;
    action := case
      when new.status = 'paused' then 'pause'
      when new.status = 'cancelled' then 'cancel'
      when old.status = 'paused' and new.status in ('queued', 'in_progress') then 'resume'
      when new.status = 'queued' then 'retry_failed' end;
    if action is null then
      perform public.generation_refuse('PT409',
        format('Job #%s becomes %s by the work of its items, not by hand.', old.job_number, new.status),
        'Set requested_action to pause, resume, cancel or retry_failed.',
        jsonb_build_object('job', old.job_number, 'from', old.status, 'to', new.status));
    end if;
    new.status := old.status;
    new.status_reason := old.status_reason;
  end if;

  select * into actor from public.generation_job_admit();
  perform set_config('rapport.moves', 'on', true);
  -- From the ledger: the row itself may be a call behind.
  needed := coalesce(old.cap_needs_usd, 0) + (
    select coalesce(sum(coalesce(c.cost_usd, c.reserved_usd)), 0) from public.generation_calls c where c.job_id = old.id);

  if new.note is distinct from old.note then
    if length(new.note) > 4000 then
      perform public.generation_refuse('22023', 'note is longer than 4,000 characters.', 'Shorten it.',
        jsonb_build_object('column', 'note', 'allowed', 4000, 'got', length(new.note)));
    end if;
    insert into public.generation_events (stage, message, job_id)
    values ('note', format('Note of job #%s edited by %s', old.job_number, actor.name), old.id);
  end if;

  if new.max_cost_usd is distinct from old.max_cost_usd then
    perform public.generation_cap_check(new.max_cost_usd, false);
    insert into public.generation_events (stage, message, job_id)
    values ('cap', format('Cap of job #%s set from %s to %s by %s', old.job_number,
      public.generation_usd(old.max_cost_usd), public.generation_usd(new.max_cost_usd), actor.name), old.id);
    if action is null and old.status = 'paused' and old.status_reason = 'cap_reached' and new.max_cost_usd >= needed then
      action := 'resume';
    end if;
  end if;

  if action is not null then
    new.requested_action := null;
    case action
      when 'pause' then
        if old.status not in ('queued', 'in_progress', 'paused') or old.status_reason is not distinct from 'paused_by_user' then
          perform public.generation_refuse('PT409', format('Job #%s is %s; it cannot be paused.', old.job_number,
            case when old.status = 'paused' then 'paused already' else old.status end),
            case when old.status = 'paused' then 'Set requested_action to resume to let it go on.'
              else 'Only a queued or running job can be paused.' end,
            jsonb_build_object('job', old.job_number, 'status', old.status, 'action', action));
        end if;
        new.paused_from := coalesce(old.paused_from, old.status);
        new.status := 'paused';
        new.status_reason := 'paused_by_user';
        new.cap_needs_usd := null;
        told := 'paused';
      when 'resume' then
        if old.status <> 'paused' then
          perform public.generation_refuse('PT409', format('Job #%s is %s, not paused.', old.job_number, old.status),
            'Only a paused job can be resumed.',
            jsonb_build_object('job', old.job_number, 'status', old.status, 'action', action));
        elsif old.status_reason = 'cap_reached' and new.max_cost_usd < needed then
          perform public.generation_refuse('PT429',
            format('Job #%s is paused at its cap of %s; its next call may need up to %s in all.', old.job_number,
              public.generation_usd(new.max_cost_usd), public.generation_usd(needed)),
            'Raise max_cost_usd: that resumes the job.',
            jsonb_build_object('job', old.job_number, 'max_cost_usd', new.max_cost_usd, 'needed_usd', needed));
        end if;
        new.status := old.paused_from;
        new.paused_from := null;
        new.status_reason := null;
        new.cap_needs_usd := null;
        told := 'resumed';
      when 'cancel' then
        if old.status not in ('queued', 'in_progress', 'paused') then
          perform public.generation_refuse('PT409', format('Job #%s is %s; it cannot be cancelled.', old.job_number, old.status),
            'It has ended already.',
            jsonb_build_object('job', old.job_number, 'status', old.status, 'action', action));
        end if;
        perform public.generation_job_cancel_items(old.id);
        new.status := 'cancelled';
        new.status_reason := 'cancelled_by_user';
        new.paused_from := null;
        new.cap_needs_usd := null;
        new.completed_at := clock_timestamp();
        told := 'cancelled';
      when 'retry_failed' then
        if old.status not in ('completed', 'failed') then
          perform public.generation_refuse('PT409', format('Job #%s is %s; failed conversations are retried when it has ended.', old.job_number, old.status),
            case when old.status = 'cancelled' then 'A cancelled job is final: insert a new one.' else 'Wait until it has ended.' end,
            jsonb_build_object('job', old.job_number, 'status', old.status, 'action', action));
        end if;
        told := format('told to retry %s',
          public.generation_count(public.generation_job_retry_items(old), 'conversation'));
        new.status := 'queued';
        new.status_reason := null;
        new.completed_at := null;
      else
        perform public.generation_refuse('22023', format('requested_action must be pause, resume, cancel or retry_failed; got %s.', action),
          'Set it to one of these; it becomes null again when it is done.',
          jsonb_build_object('column', 'requested_action', 'got', action,
            'allowed', '["pause", "resume", "cancel", "retry_failed"]'::jsonb));
    end case;
    insert into public.generation_events (stage, message, job_id)
    values (action, format('Job #%s %s by %s', old.job_number, told, actor.name), old.id);
    new := public.generation_job_tally(new);
  elsif new.max_cost_usd is distinct from old.max_cost_usd and old.status = 'paused' then
    new := public.generation_job_tally(new);
  end if;
  return new;
end
$$;
revoke all on function public.generation_job_control() from public, anon, authenticated, service_role;
comment on function public.generation_job_control() is
  'Trigger, before the update of a job: does what requested_action asks, resumes at a raised cap, and writes an event saying who (PT409, PT429, 22023 or 42501 when it cannot be).';
create trigger generation_jobs_a_control before update on public.generation_jobs
  for each row when (
    new.requested_action is not null
    or new.max_cost_usd is distinct from old.max_cost_usd
    or new.note is distinct from old.note
    or new.status is distinct from old.status)
  execute function public.generation_job_control();

-- One statement may steer several jobs, and locks them in whatever order it meets them; a worker's function that
-- locks several does so in id order. Both take this lock first, so that they cannot wait for each other.
create function public.generation_lock_many()
returns trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  -- Policies would leave the statement of a viewer without rows, and without a word.
  perform public.generation_job_admit();
  perform pg_advisory_xact_lock(7261002);
  return null;
end
$$;
revoke all on function public.generation_lock_many() from public, anon, authenticated, service_role;
comment on function public.generation_lock_many() is
  'Trigger, before a statement that steers jobs: refuses who may not (42501), and takes the lock of those who lock several jobs.';
create trigger generation_jobs_lock_many before update of requested_action, max_cost_usd, note
  on public.generation_jobs
  for each statement execute function public.generation_lock_many();

-- A status edited by hand (Studio) steers as well; the functions that move jobs hold their locks already.
create trigger generation_jobs_lock_many_by_hand before update of status on public.generation_jobs
  for each statement when (coalesce(current_setting('rapport.moves', true), '') <> 'on')
  execute function public.generation_lock_many();

create function public.generation_lock_jobs(p_job_ids uuid[])
returns void
language plpgsql
set search_path = ''
as $$
begin
  if cardinality(p_job_ids) > 1 then
    perform pg_advisory_xact_lock(7261002);
  end if;
  perform 1 from public.generation_jobs j where j.id = any (p_job_ids) order by j.id for no key update;
end
$$;
revoke all on function public.generation_lock_jobs(uuid[]) from public, anon, authenticated, service_role;
grant execute on function public.generation_lock_jobs(uuid[]) to service_role;
comment on function public.generation_lock_jobs(uuid[]) is
  'Locks job rows in id order; several under the lock that statements steering several jobs take too.';

insert into public.training_schema_versions (version, name) values ('20261122001200', 'job_control');
