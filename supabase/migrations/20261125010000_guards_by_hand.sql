-- What nobody writes by hand, whatever the role: Studio's owner, the service key and a superuser are told the right
-- way instead.
--
-- Invariants: what a save wrote of a conversation changes by a save; its metrics are those of its text and there is
-- one score; jobs, items, leases and the ledger change by the functions of this schema; the history of moves is
-- written by its trigger alone.
--
-- "By hand" is a statement that is not run by one of the functions (they set rapport.moves, which ends with their
-- transaction) and not by a trigger (foreign keys that follow a deleted row are triggers too). A session that sets
-- rapport.moves itself says that it knows what it does.

create function public.generation_not_by_hand()
returns trigger
language plpgsql
set search_path = ''
as $$
declare
  free text[] := tg_argv[1:];
  touched jsonb;
begin
  if tg_op = 'UPDATE' then
    select jsonb_agg(n.key order by n.key) into touched
      from jsonb_each(to_jsonb(new)) n
      where n.key <> all (free) and n.value is distinct from to_jsonb(old) -> n.key;
    if touched is null then
      return new;
    end if;
  end if;
  raise exception using errcode = 'PT409',
    message = case tg_op
      when 'UPDATE' then format('%s of %s: not set by hand.',
        (select string_agg(c, ', ') from jsonb_array_elements_text(touched) c), tg_table_name)
      when 'INSERT' then format('Rows of %s are not written by hand.', tg_table_name)
      else format('Rows of %s are not removed by hand.', tg_table_name) end,
    hint = tg_argv[0],
    detail = jsonb_strip_nulls(jsonb_build_object('table', tg_table_name, 'operation', tg_op, 'columns', touched))::text;
end
$$;
revoke all on function public.generation_not_by_hand() from public, anon, authenticated, service_role;
comment on function public.generation_not_by_hand() is
  'Trigger: refuses (PT409) what only the functions of this schema write. Arguments: the hint, then the columns that may be edited all the same.';

-- Jobs. A row steered by hand goes through generation_job_control, which sets rapport.moves for what it does. That is
-- closed again before the statement's next row (whose status would otherwise be taken as a function's move, its items
-- left behind), and when the statement is over.
create function public.generation_jobs_by_hand_begin()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  perform set_config('rapport.by_hand', 'on', true), set_config('rapport.moves', '', true);
  return new;
end
$$;
revoke all on function public.generation_jobs_by_hand_begin() from public, anon, authenticated, service_role;
comment on function public.generation_jobs_by_hand_begin() is
  'Trigger: marks an update of jobs that no function of this schema makes, and each of its rows.';
create trigger generation_jobs_by_hand_begin before update on public.generation_jobs
  for each statement when (pg_trigger_depth() = 0 and coalesce(current_setting('rapport.moves', true), '') <> 'on')
  execute function public.generation_jobs_by_hand_begin();

create function public.generation_jobs_by_hand_end()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  perform set_config('rapport.by_hand', '', true), set_config('rapport.moves', '', true);
  return null;
end
$$;
revoke all on function public.generation_jobs_by_hand_end() from public, anon, authenticated, service_role;
comment on function public.generation_jobs_by_hand_end() is
  'Trigger: after an update of jobs by hand, what follows in the transaction is by hand again.';
create trigger generation_jobs_by_hand_end after update on public.generation_jobs
  for each statement when (pg_trigger_depth() = 0 and coalesce(current_setting('rapport.by_hand', true), '') = 'on')
  execute function public.generation_jobs_by_hand_end();

-- These two before generation_jobs_a_control, which does what the free columns ask.
create trigger generation_jobs_a_begin before update on public.generation_jobs
  for each row when (pg_trigger_depth() = 0 and coalesce(current_setting('rapport.by_hand', true), '') = 'on')
  execute function public.generation_jobs_by_hand_begin();
create trigger generation_jobs_a_by_hand before update on public.generation_jobs
  for each row when (pg_trigger_depth() = 0 and coalesce(current_setting('rapport.by_hand', true), '') = 'on')
  execute function public.generation_not_by_hand(
    'Steer the job with requested_action, max_cost_usd and note; the rest follows from its items and calls.',
    'requested_action', 'max_cost_usd', 'note', 'status', 'updated_at');

create function public.generation_job_removed()
returns trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  if exists (
    select 1 from public.generation_job_items i
    where i.job_id = old.id and i.status in ('queued', 'running', 'waiting_batch')
  ) then
    raise exception using errcode = 'PT409',
      message = format('Job #%s still has conversations queued or in work.', old.job_number),
      hint = 'Cancel it first (requested_action = cancel); it can be removed when its last item has ended.',
      detail = jsonb_build_object('job', old.job_number, 'status', old.status)::text;
  end if;
  return old;
end
$$;
revoke all on function public.generation_job_removed() from public, anon, authenticated, service_role;
comment on function public.generation_job_removed() is
  'Trigger: a job with live items is not deleted (PT409): their conversations would stay in progress for ever.';
create trigger generation_jobs_removed before delete on public.generation_jobs
  for each row execute function public.generation_job_removed();

-- Items: their status is guarded by generation_item_moves.
create trigger generation_job_items_by_hand before update on public.generation_job_items
  for each row when (pg_trigger_depth() = 0 and coalesce(current_setting('rapport.moves', true), '') <> 'on')
  execute function public.generation_not_by_hand(
    'Items are moved by the worker; steer the job with requested_action.', 'status', 'available_at', 'updated_at');
create trigger generation_job_items_not_added before insert or delete on public.generation_job_items
  for each row when (pg_trigger_depth() = 0)
  execute function public.generation_not_by_hand(
    'A job''s items are made when it is inserted, and go with it: insert a job, or cancel it (requested_action = cancel).');

create trigger generation_leases_by_hand before update on public.generation_leases
  for each row when (pg_trigger_depth() = 0 and coalesce(current_setting('rapport.moves', true), '') <> 'on')
  execute function public.generation_not_by_hand(
    'A worker''s lease ends by its save, its failure or its expiry: set expires_at, or cancel the job.',
    'heartbeat_at', 'expires_at');
create trigger generation_leases_not_added before insert or delete on public.generation_leases
  for each row when (pg_trigger_depth() = 0 and coalesce(current_setting('rapport.moves', true), '') <> 'on')
  execute function public.generation_not_by_hand('Leases are made by claim_generation_items and kept as history.');
create trigger generation_leases_not_truncated before truncate on public.generation_leases
  for each statement execute function public.generation_not_by_hand('Leases are kept: check_generation_history reads them.');

create trigger generation_calls_by_hand before insert or update or delete on public.generation_calls
  for each row when (pg_trigger_depth() = 0 and coalesce(current_setting('rapport.moves', true), '') <> 'on')
  execute function public.generation_not_by_hand(
    'The ledger is written by open_call and settle_call; a wrong price is corrected in generation_prices, for the calls to come.');
create trigger generation_calls_not_truncated before truncate on public.generation_calls
  for each statement execute function public.generation_not_by_hand('The ledger is kept: what was paid outlives what it was paid for.');

create trigger generation_responses_by_hand before insert or update on public.generation_responses
  for each row when (pg_trigger_depth() = 0 and coalesce(current_setting('rapport.moves', true), '') <> 'on')
  execute function public.generation_not_by_hand('Answers are kept as received, by settle_call. They may be deleted.');

create trigger generation_transitions_not_added before insert on public.generation_transitions
  for each row when (pg_trigger_depth() = 0)
  execute function public.generation_not_by_hand('Move the job, the item or the conversation: its transition is written by trigger.');

-- Metrics. One row a conversation, of the text there is; an import inserts it, a save writes over it.
create trigger quality_metrics_by_hand before update or delete on public.quality_metrics
  for each row when (pg_trigger_depth() = 0 and coalesce(current_setting('rapport.moves', true), '') <> 'on')
  execute function public.generation_not_by_hand(
    'The figures are those of the saved text: generate it anew (a job with options.existing = replace), or set review_state.',
    'updated_at');
create trigger quality_metrics_not_truncated before truncate on public.quality_metrics
  for each statement execute function public.generation_not_by_hand('The figures go with their conversations.');

create function public.quality_metrics_one_score()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  update public.training_conversations c set quality_score = new.overall_score
    where c.conversation_id = new.conversation_id and c.quality_score is distinct from new.overall_score;
  return null;
end
$$;
revoke all on function public.quality_metrics_one_score() from public, anon, authenticated, service_role;
comment on function public.quality_metrics_one_score() is
  'Trigger: training_conversations.quality_score is overall_score, whoever writes the metrics.';
create trigger quality_metrics_one_score after insert or update of overall_score on public.quality_metrics
  for each row execute function public.quality_metrics_one_score();

create function public.conversation_born_scored()
returns trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  if exists (
    select 1 from public.training_conversations c
    left join public.quality_metrics q using (conversation_id)
    where c.id = new.id and c.quality_score is not null and c.quality_score is distinct from q.overall_score
  ) then
    raise exception using errcode = 'PT409',
      message = format('%s has a quality_score that is not its metrics''.', new.conversation_id),
      hint = 'Leave quality_score out: inserting its quality_metrics fills it in.',
      detail = jsonb_build_object('conversation', new.conversation_id, 'quality_score', new.quality_score)::text;
  end if;
  return null;
end
$$;
revoke all on function public.conversation_born_scored() from public, anon, authenticated, service_role;
comment on function public.conversation_born_scored() is
  'Trigger, at the end of the transaction: a conversation born with a score has the metrics it is of (PT409 otherwise).';
create constraint trigger training_conversations_born_scored
  after insert on public.training_conversations
  deferrable initially deferred
  for each row when (new.quality_score is not null)
  execute function public.conversation_born_scored();

-- Conversations. A list of what is closed, not of what is open: the plan's columns are many, and people's.
create function public.conversation_not_by_hand()
returns trigger
language plpgsql
set search_path = ''
as $$
declare
  closed constant text[] := array['revision', 'generation_method', 'quality_score', 'models', 'template_version',
    'generation_seconds', 'generation_cost_usd', 'generated_at', 'reviewed_at', 'approved_at', 'last_job_id',
    'last_error_code', 'last_error_message', 'is_seed_example', 'created_by', 'created_by_name', 'created_at', 'id'];
  emptied constant boolean := new.generation_status = 'planned' and old.generation_status <> 'planned';
  touched jsonb;
begin
  select jsonb_agg(n.key order by n.key) into touched
    from jsonb_each(to_jsonb(new)) n
    where n.key = any (closed) and n.value is distinct from to_jsonb(old) -> n.key
      and not (emptied and n.value = 'null'); -- what is planned anew forgets its old text
  if touched is not null then
    raise exception using errcode = 'PT409',
      message = format('%s of %s: not set by hand.',
        (select string_agg(c, ', ') from jsonb_array_elements_text(touched) c), old.conversation_id),
      hint = 'They tell of the saved text and where it came from: a job writes them (options.existing = replace for a new text), rapport reset empties them.',
      detail = jsonb_build_object('conversation', old.conversation_id, 'columns', touched)::text;
  end if;
  return new;
end
$$;
revoke all on function public.conversation_not_by_hand() from public, anon, authenticated, service_role;
comment on function public.conversation_not_by_hand() is
  'Trigger: what a save wrote of a conversation, and where the row came from, is not set by hand (PT409).';
create trigger training_conversations_by_hand before update on public.training_conversations
  for each row when (pg_trigger_depth() = 0 and coalesce(current_setting('rapport.moves', true), '') <> 'on')
  execute function public.conversation_not_by_hand();

create function public.conversation_review_state()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  if new.generation_status in ('planned', 'in_progress') then
    if tg_op = 'UPDATE' and new.generation_status <> old.generation_status then
      new.review_state := 'none';
    elsif new.review_state <> 'none' then
      raise exception using errcode = 'PT409',
        message = format('%s is %s; there is no text to review.', new.conversation_id, new.generation_status),
        hint = 'Set review_state when it has been generated.',
        detail = jsonb_build_object('conversation', new.conversation_id, 'status', new.generation_status,
          'review_state', new.review_state)::text;
    end if;
  elsif new.generation_status = 'approved' and new.review_state <> 'none' then
    raise exception using errcode = 'PT409',
      message = format('%s cannot be approved and %s at once.', new.conversation_id, new.review_state),
      hint = 'To approve it, set review_state to none as well; to take an approval back, use rapport reset.',
      detail = jsonb_build_object('conversation', new.conversation_id, 'status', new.generation_status,
        'review_state', new.review_state)::text;
  end if;
  return new;
end
$$;
revoke all on function public.conversation_review_state() from public, anon, authenticated, service_role;
comment on function public.conversation_review_state() is
  'Trigger: review_state fits generation_status (PT409): none while there is no text, and for what is approved.';
create trigger training_conversations_review_state
  before insert or update of review_state, generation_status on public.training_conversations
  for each row execute function public.conversation_review_state();

comment on column public.training_conversations.review_state is
  'none, needs_review (whole but under the bar) or rejected; none while there is no text, and for what is approved. People may edit it.';
comment on column public.training_conversations.quality_score is
  'quality_metrics.overall_score, 1 to 5; null until generated. Follows the metrics by trigger, not to be edited.';
comment on column public.generation_job_items.available_at is
  'Not claimed before this time: backoff after a fault, snooze after a release. May be brought forward in Studio.';
comment on column public.generation_leases.expires_at is
  'After this time anybody may take the item back. May be brought forward in Studio: the next claim takes the item.';

insert into public.training_schema_versions (version, name, grants_fingerprint)
values ('20261125010000', 'guards_by_hand', public.generation_grants_fingerprint());
