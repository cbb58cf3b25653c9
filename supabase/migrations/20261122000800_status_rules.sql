-- Which status may follow which, for every role, Studio's included; and the history of every move.
--
-- Invariants: a job's and a conversation's status moves only along the tables below; an item's status is moved
-- by the worker's functions and by its job's requested_action alone; a conversation becomes approved only when
-- it is ready for training and was not simulated; every move leaves a row that no role may change.
--
-- Seeds: seed.sql may insert a seed as approved when its metrics are written in the same transaction (checked at
-- commit), or insert it as generated, then its metrics, then update it to approved (checked at once). The second
-- way also works one statement at a time.

create function public.generation_refuse(p_code text, p_message text, p_hint text, p_detail jsonb default '{}')
returns void
language plpgsql
set search_path = ''
as $$
begin
  raise exception using errcode = p_code, message = p_message, hint = p_hint, detail = p_detail::text;
end
$$;
revoke all on function public.generation_refuse(text, text, text, jsonb) from public, anon, authenticated, service_role;
grant execute on function public.generation_refuse(text, text, text, jsonb) to service_role;
comment on function public.generation_refuse(text, text, text, jsonb) is
  'Raises a refusal: SQLSTATE, a sentence for people, what to do, and JSON for programs.';

-- The tables of moves, as data, so that the guards and the history checker cannot disagree.
create function public.generation_move_allowed(p_thing text, p_from text, p_to text)
returns boolean
language sql immutable
set search_path = ''
as $$
  select case p_thing
    when 'job' then case p_from
      when 'queued' then p_to in ('in_progress', 'paused', 'cancelled')
      when 'in_progress' then p_to in ('paused', 'completed', 'failed', 'cancelled')
      when 'paused' then p_to in ('queued', 'in_progress', 'completed', 'failed', 'cancelled')
      when 'completed' then p_to = 'queued'
      when 'failed' then p_to = 'queued'
      else false end
    when 'item' then case p_from
      when 'queued' then p_to in ('running', 'cancelled')
      when 'running' then p_to in ('completed', 'failed', 'dead', 'cancelled', 'queued', 'waiting_batch')
      when 'waiting_batch' then p_to in ('queued', 'failed', 'cancelled')
      when 'failed' then p_to = 'queued'
      when 'dead' then p_to = 'queued'
      else false end
    when 'conversation' then case p_from
      when 'planned' then p_to = 'in_progress'
      when 'in_progress' then p_to in ('planned', 'generated')
      when 'generated' then p_to in ('reviewed', 'approved', 'planned')
      when 'reviewed' then p_to in ('approved', 'generated', 'planned')
      when 'approved' then p_to in ('generated', 'planned')
      else false end
    else false end
$$;
revoke all on function public.generation_move_allowed(text, text, text) from public, anon, authenticated, service_role;
grant execute on function public.generation_move_allowed(text, text, text) to service_role;
comment on function public.generation_move_allowed(text, text, text) is
  'Whether a job, item or conversation may go from one status to another. Further conditions of a move are in the guards.';

create function public.generation_job_moves()
returns trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  if not public.generation_move_allowed('job', old.status, new.status) then
    raise exception using
      errcode = 'PT409',
      message = format('Job #%s is %s; it cannot become %s.', old.job_number, old.status, new.status),
      hint = case
        when old.status = 'cancelled' then 'A cancelled job is final: insert a new one.'
        when old.status in ('completed', 'failed') then 'It has ended: set requested_action to retry_failed, or insert a new job.'
        else 'Set requested_action to pause, resume or cancel; the worker does the rest.' end,
      detail = jsonb_build_object('job', old.job_number, 'from', old.status, 'to', new.status)::text;
  end if;
  return new;
end
$$;
revoke all on function public.generation_job_moves() from public, anon, authenticated, service_role;
comment on function public.generation_job_moves() is 'Trigger: a job''s status moves along its table (PT409 otherwise).';
create trigger generation_jobs_b_moves before update on public.generation_jobs
  for each row when (old.status is distinct from new.status)
  execute function public.generation_job_moves();

create function public.generation_item_moves()
returns trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  if not public.generation_move_allowed('item', old.status, new.status) then
    raise exception using
      errcode = 'PT409',
      message = format('%s of job #%s is %s; it cannot become %s.',
        old.conversation_id, old.job_number, old.status, new.status),
      hint = case
        when old.status in ('failed', 'dead') then 'Set the job''s requested_action to retry_failed.'
        when old.status in ('completed', 'cancelled') then 'It has ended for good: insert a new job for the conversation.'
        else 'Items are moved by the worker; steer the job with requested_action.' end,
      detail = jsonb_build_object('conversation', old.conversation_id, 'job', old.job_number,
        'from', old.status, 'to', new.status)::text;
  end if;
  if coalesce(current_setting('rapport.moves', true), '') <> 'on' then
    raise exception using
      errcode = 'PT409',
      message = format('The status of %s in job #%s is not set by hand.', old.conversation_id, old.job_number),
      hint = 'Set the job''s requested_action to pause, resume, cancel or retry_failed.',
      detail = jsonb_build_object('conversation', old.conversation_id, 'job', old.job_number)::text;
  end if;
  return new;
end
$$;
revoke all on function public.generation_item_moves() from public, anon, authenticated, service_role;
comment on function public.generation_item_moves() is
  'Trigger: an item''s status moves along its table, by the functions of this schema alone (PT409 otherwise): its lease and its job''s counters must move with it.';
create trigger generation_job_items_moves before update on public.generation_job_items
  for each row when (old.status is distinct from new.status)
  execute function public.generation_item_moves();

create function public.conversation_approvable(p_conversation_id text)
returns text
language sql stable
set search_path = ''
as $$
  select case
    when c.generation_method = 'simulated' then 'it was written by the simulator'
    when q.conversation_id is null then 'it has no quality metrics'
    when not q.ready_for_training then 'its quality metrics do not say ready_for_training'
  end
  from public.training_conversations c left join public.quality_metrics q using (conversation_id)
  where c.conversation_id = p_conversation_id
$$;
revoke all on function public.conversation_approvable(text) from public, anon, authenticated, service_role;
comment on function public.conversation_approvable(text) is 'Why a conversation may not be approved; null when it may.';

create function public.conversation_moves()
returns trigger
language plpgsql security definer
set search_path = ''
as $$
declare
  problem text;
  advice text;
  live record;
begin
  if tg_op = 'INSERT' then
    if new.generation_status in ('in_progress', 'reviewed') then
      problem := format('A conversation is born planned, generated or approved, not %s.', new.generation_status);
      advice := 'Insert it as planned and start a job, or as generated when its text comes from a file.';
    elsif new.generation_status = 'approved' and not new.is_seed_example then
      problem := 'Only a seed is born approved.';
      advice := 'Insert it as generated, let it be reviewed, then approve it; or set is_seed_example.';
    end if;
  else
    select i.status, i.job_number into live
      from public.generation_job_items i
      where i.conversation_id = new.conversation_id and i.status in ('queued', 'running', 'waiting_batch');
    if not public.generation_move_allowed('conversation', old.generation_status, new.generation_status) then
      problem := format('%s is %s; it cannot become %s.',
        old.conversation_id, old.generation_status, new.generation_status);
      advice := case
        when old.generation_status = 'planned' then 'Insert a row into generation_jobs: the job moves it on.'
        when old.generation_status = 'in_progress' then 'Cancel the job that works on it (requested_action = cancel).'
        else 'From generated it goes to reviewed, then approved; rapport reset makes it planned again.' end;
    elsif new.generation_status = 'in_progress' and coalesce(live.status, '') not in ('running', 'waiting_batch') then
      problem := format('No worker is at work on %s.', old.conversation_id);
      advice := 'Insert a row into generation_jobs: the claim moves it on.';
    elsif old.generation_status = 'in_progress' and new.generation_status = 'planned'
      and coalesce(live.status, '') in ('running', 'waiting_batch') then
      problem := format('Job #%s is at work on %s.', live.job_number, old.conversation_id);
      advice := 'Cancel that job (requested_action = cancel); the conversation is planned again when it has stopped.';
    elsif new.generation_status = 'generated' and new.revision <= old.revision then
      problem := format('%s becomes generated when a new text is saved, not by hand.', old.conversation_id);
      advice := 'Insert a row into generation_jobs, with options.existing = replace where there is a text already.';
    elsif new.generation_status = 'planned' and old.generation_status <> 'in_progress' and old.is_seed_example then
      problem := format('%s is a seed; a seed is never reset.', old.conversation_id);
      advice := 'Leave it as it is.';
    elsif new.generation_status = 'planned' and old.generation_status <> 'in_progress' and live.status is not null then
      problem := format('%s is in job #%s.', old.conversation_id, live.job_number);
      advice := 'Cancel that job (requested_action = cancel), then reset.';
    elsif new.generation_status in ('reviewed', 'approved') and live.status is not null then
      problem := format('%s is in job #%s, which replaces its text.', old.conversation_id, live.job_number);
      advice := 'Wait for that job, or cancel it (requested_action = cancel), then judge the text there is.';
    elsif old.generation_status = 'generated' and new.generation_status = 'approved' and not old.is_seed_example then
      problem := format('%s is generated; it is approved after it was reviewed.', old.conversation_id);
      advice := 'Set it to reviewed first.';
    elsif new.generation_status = 'approved' then
      problem := public.conversation_approvable(new.conversation_id);
      if problem is not null then
        problem := format('%s cannot be approved: %s.', old.conversation_id, problem);
        advice := 'Only what is ready_for_training and was not simulated becomes approved, for every role.';
      end if;
    end if;
  end if;
  if problem is not null then
    raise exception using errcode = 'PT409', message = problem, hint = advice,
      detail = jsonb_build_object('conversation', new.conversation_id,
        'from', case when tg_op = 'UPDATE' then old.generation_status end, 'to', new.generation_status)::text;
  end if;
  if new.generation_status = 'reviewed' then
    new.reviewed_at := clock_timestamp();
  elsif new.generation_status = 'approved' then
    new.approved_at := coalesce(case when tg_op = 'INSERT' then new.approved_at end, clock_timestamp());
  elsif new.generation_status in ('planned', 'generated') and tg_op = 'UPDATE' then
    new.reviewed_at := null;
    new.approved_at := null;
  end if;
  return new;
end
$$;
revoke all on function public.conversation_moves() from public, anon, authenticated, service_role;
comment on function public.conversation_moves() is
  'Trigger: a conversation is born and moves as the contract says (PT409 otherwise); keeps reviewed_at and approved_at.';
create trigger training_conversations_born before insert on public.training_conversations
  for each row execute function public.conversation_moves();
create trigger training_conversations_moves before update on public.training_conversations
  for each row when (old.generation_status is distinct from new.generation_status)
  execute function public.conversation_moves();

create function public.conversation_born_approved()
returns trigger
language plpgsql security definer
set search_path = ''
as $$
declare
  problem text;
begin
  select public.conversation_approvable(c.conversation_id) into problem
    from public.training_conversations c where c.id = new.id and c.generation_status = 'approved';
  if problem is not null then
    raise exception using errcode = 'PT409',
      message = format('%s cannot be approved: %s.', new.conversation_id, problem),
      hint = 'Write its quality metrics in the same transaction, or insert it as generated and approve it afterwards.',
      detail = jsonb_build_object('conversation', new.conversation_id, 'to', 'approved')::text;
  end if;
  return null;
end
$$;
revoke all on function public.conversation_born_approved() from public, anon, authenticated, service_role;
comment on function public.conversation_born_approved() is
  'Trigger, at the end of the transaction: a seed born approved has the metrics for it (PT409 otherwise).';
create constraint trigger training_conversations_born_approved
  after insert on public.training_conversations
  deferrable initially deferred
  for each row when (new.generation_status = 'approved')
  execute function public.conversation_born_approved();

create function public.conversation_plan_guard()
returns trigger
language plpgsql security definer
set search_path = ''
as $$
declare
  live_job bigint;
begin
  if (select a.via from public.generation_actor() a) <> 'user' then
    return new;
  end if;
  select i.job_number into live_job from public.generation_job_items i
    where i.conversation_id = old.conversation_id and i.status in ('queued', 'running', 'waiting_batch');
  if old.generation_status <> 'planned' or live_job is not null then
    raise exception using errcode = 'PT409',
      message = case when live_job is null
        then format('%s is %s; its plan is edited while it is planned.', old.conversation_id, old.generation_status)
        else format('%s is in job #%s; its plan is edited while no job has it.', old.conversation_id, live_job) end,
      hint = case when live_job is null then 'Reset the conversation first (rapport reset), then edit its plan.'
        else 'Cancel that job (requested_action = cancel), then edit the plan.' end,
      detail = jsonb_build_object('conversation', old.conversation_id, 'status', old.generation_status,
        'live_job', live_job)::text;
  end if;
  return new;
end
$$;
revoke all on function public.conversation_plan_guard() from public, anon, authenticated, service_role;
comment on function public.conversation_plan_guard() is
  'Trigger: signed-in managers edit a plan only while it is planned and in no live job (PT409 otherwise).';
create trigger training_conversations_plan_guard before update of
  persona_type, persona_name, persona_description, topic_category, topic_description, template_id, tier_batch,
  starting_emotion, starting_intensity, ending_emotion, ending_intensity, emotional_arc_description, turn_count,
  session_context, expected_outcome, scenario, required_review, language on public.training_conversations
  for each row execute function public.conversation_plan_guard();

create function public.training_text_id_frozen()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  if to_jsonb(new) -> tg_argv[0] is distinct from to_jsonb(old) -> tg_argv[0] then
    raise exception using errcode = 'PT409',
      message = format('%s never changes.', tg_argv[0]),
      hint = 'Add a new row under the new id instead.',
      detail = jsonb_build_object('from', to_jsonb(old) -> tg_argv[0], 'to', to_jsonb(new) -> tg_argv[0])::text;
  end if;
  return new;
end
$$;
revoke all on function public.training_text_id_frozen() from public, anon, authenticated, service_role;
comment on function public.training_text_id_frozen() is 'Trigger: the text id named by its argument never changes (PT409).';
create trigger training_datasets_id_frozen before update of dataset_id on public.training_datasets
  for each row execute function public.training_text_id_frozen('dataset_id');
create trigger conversation_templates_id_frozen before update of template_id on public.conversation_templates
  for each row execute function public.training_text_id_frozen('template_id');
create trigger training_conversations_id_frozen before update of conversation_id on public.training_conversations
  for each row execute function public.training_text_id_frozen('conversation_id');
create trigger training_turns_id_frozen before update of turn_id on public.training_turns
  for each row execute function public.training_text_id_frozen('turn_id');

create function public.generation_record_transition()
returns trigger
language plpgsql security definer
set search_path = ''
as $$
declare
  was jsonb := case when tg_op = 'UPDATE' then to_jsonb(old) end;
  now_is jsonb := to_jsonb(new);
  field text := case when tg_argv[0] = 'conversation' then 'generation_status' else 'status' end;
  actor record;
begin
  select * into actor from public.generation_actor();
  insert into public.generation_transitions
    (thing, subject, from_status, to_status, by_name, job_number, attempt, by_worker, by_user, thing_id)
  values (
    tg_argv[0], coalesce(now_is ->> 'conversation_id', now_is ->> 'job_number'), was ->> field, now_is ->> field,
    actor.name, (now_is ->> 'job_number')::bigint, (now_is ->> 'attempt')::integer, actor.worker, actor.user_id, new.id
  );
  return null;
end
$$;
revoke all on function public.generation_record_transition() from public, anon, authenticated, service_role;
comment on function public.generation_record_transition() is
  'Trigger: writes a row of generation_transitions for every birth and every change of status.';
create trigger generation_jobs_record_birth after insert on public.generation_jobs
  for each row execute function public.generation_record_transition('job');
create trigger generation_jobs_record_move after update on public.generation_jobs
  for each row when (old.status is distinct from new.status)
  execute function public.generation_record_transition('job');
create trigger generation_job_items_record_birth after insert on public.generation_job_items
  for each row execute function public.generation_record_transition('item');
create trigger generation_job_items_record_move after update on public.generation_job_items
  for each row when (old.status is distinct from new.status)
  execute function public.generation_record_transition('item');
create trigger training_conversations_record_birth after insert on public.training_conversations
  for each row execute function public.generation_record_transition('conversation');
create trigger training_conversations_record_move after update on public.training_conversations
  for each row when (old.generation_status is distinct from new.generation_status)
  execute function public.generation_record_transition('conversation');

create function public.generation_transitions_frozen()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  raise exception using errcode = '42501',
    message = 'The history of transitions is append-only.',
    hint = 'Leave it as it is: check_generation_history reads it.',
    detail = jsonb_build_object('operation', tg_op)::text;
end
$$;
revoke all on function public.generation_transitions_frozen() from public, anon, authenticated, service_role;
comment on function public.generation_transitions_frozen() is 'Trigger: no role changes, deletes or truncates the history (42501).';
create trigger generation_transitions_frozen before update or delete on public.generation_transitions
  for each row execute function public.generation_transitions_frozen();
create trigger generation_transitions_not_truncated before truncate on public.generation_transitions
  for each statement execute function public.generation_transitions_frozen();

insert into public.training_schema_versions (version, name) values ('20261122000800', 'status_rules');
