-- What has neither a text nor a template is written from a file: an imported conversation that was reset.
--
-- Invariant: planned becomes generated without a claim only where no job could take it (it has no template), by the
-- import alone, with a revision more; everything else that is planned is written by a job.

create or replace function public.generation_move_allowed(p_thing text, p_from text, p_to text)
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
      when 'planned' then p_to in ('in_progress', 'generated')
      when 'in_progress' then p_to in ('planned', 'generated')
      when 'generated' then p_to in ('reviewed', 'approved', 'planned')
      when 'reviewed' then p_to in ('approved', 'generated', 'planned')
      when 'approved' then p_to in ('generated', 'planned')
      else false end
    else false end
$$;

create or replace function public.conversation_moves()
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
    elsif old.generation_status = 'planned' and new.generation_status = 'generated'
      and (old.template_id is not null or live.status is not null
        or coalesce(current_setting('rapport.moves', true), '') <> 'on') then
      problem := format('%s is planned; a job writes its text.', old.conversation_id);
      advice := 'Insert a row into generation_jobs: the job moves it on.';
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

insert into public.training_schema_versions (version, name, grants_fingerprint)
values ('20261125140000', 'import_after_reset', public.generation_grants_fingerprint());
