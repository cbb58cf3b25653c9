-- A conversation goes back to planned: its text goes, what was paid for it stays.
--
-- Invariants: whoever makes a written conversation planned again, it is planned wholly: no turn, annotation, metric,
-- finding, score, model or cost of the old text stays with it; calls, answers, transitions, events and kept drafts
-- stay as they are. A reset is a revision of its own, so nothing that was paid before it answers a request made
-- after it. Seeds, and what is in a live job, are never reset (conversation_moves refuses that for every role).

create function public.conversation_reset_clear()
returns trigger
language plpgsql security definer
set search_path = ''
as $$
declare
  who text := coalesce(nullif(current_setting('rapport.reset_by', true), ''),
    (select a.name from public.generation_actor() a));
begin
  insert into public.generation_events (level, stage, conversation_id, message)
  values ('warning', 'reset', old.conversation_id, left(format(
    'Reset from %s to planned by %s: the text of revision %s (%s) is gone, its calls stay in the ledger',
    old.generation_status, who, old.revision, coalesce(old.generation_method, 'no method')), 4000));
  delete from public.quality_findings f where f.conversation_id = old.conversation_id;
  delete from public.quality_metrics q where q.conversation_id = old.conversation_id;
  delete from public.training_turns t where t.conversation_id = old.conversation_id; -- its annotations go with it
  new.revision := old.revision + 1;
  new.review_state := 'none';
  new.quality_score := null;
  new.generation_method := null;
  new.models := null;
  new.template_version := null;
  new.generation_seconds := null;
  new.generation_cost_usd := null;
  new.generated_at := null;
  new.last_job_id := null; -- a call of the old text that is settled late writes no cost here
  new.last_error_code := null;
  new.last_error_message := null;
  return new;
end
$$;
revoke all on function public.conversation_reset_clear() from public, anon, authenticated, service_role;
comment on function public.conversation_reset_clear() is
  'Trigger: a written conversation that becomes planned loses its text, annotation, metrics, findings and figures, gains a revision, and an event says who did it.';
create trigger training_conversations_reset before update on public.training_conversations
  for each row when (new.generation_status = 'planned'
    and old.generation_status in ('generated', 'reviewed', 'approved'))
  execute function public.conversation_reset_clear();

create function public.conversation_reset(
  p_ids text[] default null, p_simulated boolean default false, p_by text default null
)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  found record;
  detail jsonb;
  done jsonb;
begin
  p_simulated := coalesce(p_simulated, false);
  if (coalesce(cardinality(p_ids), 0) > 0) = p_simulated then
    perform public.generation_refuse('22023', 'A reset names conversations, or asks for all simulated ones.',
      'Send p_ids with at least one id, or p_simulated true; not both.',
      jsonb_build_object('ids', coalesce(cardinality(p_ids), 0), 'simulated', p_simulated));
  end if;
  -- The jobs' own lock: no job takes a conversation while it is being reset.
  perform pg_advisory_xact_lock(7261001);
  if exists (select 1 from unnest(p_ids) e (id)
    where not exists (select 1 from public.training_conversations c where c.conversation_id = e.id)) then
    select jsonb_agg(distinct coalesce(e.id, 'null')) into detail from unnest(p_ids) e (id)
      where not exists (select 1 from public.training_conversations c where c.conversation_id = e.id);
    perform public.generation_refuse('PT422',
      format('Unknown conversation: %s.', (select string_agg(u, ', ') from jsonb_array_elements_text(detail) u)),
      'Choose ids from training_conversations.conversation_id; case matters.', jsonb_build_object('unknown', detail));
  end if;
  -- What a live job has is left, and not locked: claims lock conversations in the order of their jobs.
  perform 1 from public.training_conversations c
    where case when p_simulated then c.generation_method = 'simulated' else c.conversation_id = any (p_ids) end
      and not exists (
        select 1 from public.generation_job_items i
        where i.conversation_id = c.conversation_id and i.status in ('queued', 'running', 'waiting_batch'))
    order by c.conversation_id for no key update;

  with meant as (
    select c.conversation_id, i.job_number, case
        when i.job_number is not null then 'live'
        when c.is_seed_example then 'seed'
        when c.generation_status = 'planned' then 'planned'
        else 'take' end as fate
    from public.training_conversations c
    left join public.generation_job_items i
      on i.conversation_id = c.conversation_id and i.status in ('queued', 'running', 'waiting_batch')
    where case when p_simulated then c.generation_method = 'simulated' else c.conversation_id = any (p_ids) end
  )
  select
    array_agg(m.conversation_id order by m.conversation_id) filter (where m.fate = 'take') as taken,
    coalesce(jsonb_agg(m.conversation_id order by m.conversation_id) filter (where m.fate = 'live'), '[]') as live,
    coalesce(jsonb_agg(distinct m.job_number) filter (where m.fate = 'live'), '[]') as live_jobs,
    min(m.job_number) as live_job,
    coalesce(jsonb_agg(m.conversation_id order by m.conversation_id) filter (where m.fate = 'seed'), '[]') as seeds,
    coalesce(jsonb_agg(m.conversation_id order by m.conversation_id) filter (where m.fate = 'planned'), '[]') as planned
  into found from meant m;
  detail := jsonb_build_object('live', found.live, 'live_jobs', found.live_jobs, 'live_job', found.live_job,
    'seeds', found.seeds, 'already_planned', found.planned);

  if not p_simulated and found.seeds <> '[]' then
    perform public.generation_refuse('PT409',
      format('A seed is written by people and is never reset: %s.',
        (select string_agg(x, ', ') from jsonb_array_elements_text(found.seeds) x)),
      'Take the seeds out of the list.', detail);
  elsif not p_simulated and found.live <> '[]' then
    perform public.generation_refuse('PT409',
      format('In a live job: %s (job %s).', (select string_agg(x, ', ') from jsonb_array_elements_text(found.live) x),
        (select string_agg('#' || j, ', ') from jsonb_array_elements_text(found.live_jobs) j)),
      'Wait for that job or cancel it (requested_action = cancel), then reset.', detail);
  elsif found.taken is null then
    perform public.generation_refuse('PT409',
      case when p_simulated then 'Nothing to reset: no simulated conversation is free.'
        else 'Nothing to reset: already planned.' end,
      'What is planned has no text; only generated, reviewed and approved conversations are reset.', detail);
  end if;

  perform set_config('rapport.reset_by', coalesce(left(p_by, 200), ''), true);
  with was as (
    select c.conversation_id, c.generation_status, c.generation_method
    from public.training_conversations c where c.conversation_id = any (found.taken)
  ), reset as (
    update public.training_conversations c set generation_status = 'planned'
    where c.conversation_id = any (found.taken)
    returning c.conversation_id, c.revision
  )
  select jsonb_agg(jsonb_build_object('conversation_id', r.conversation_id, 'was', w.generation_status,
      'generation_method', w.generation_method, 'revision', r.revision) order by r.conversation_id)
    into done from reset r join was w using (conversation_id);
  perform set_config('rapport.reset_by', '', true);
  return detail || jsonb_build_object('reset', done, 'without_template', (
    select coalesce(jsonb_agg(c.conversation_id order by c.conversation_id), '[]') from public.training_conversations c
    where c.conversation_id = any (found.taken) and c.template_id is null));
end
$$;
revoke all on function public.conversation_reset(text[], boolean, text) from public, anon, authenticated, service_role;
grant execute on function public.conversation_reset(text[], boolean, text) to service_role;
comment on function public.conversation_reset(text[], boolean, text) is
  'Makes written conversations planned again (rapport reset): those of p_ids, all or none of them, or with p_simulated every simulated one that is in no live job. p_by: who asks, for the event. Returns {reset: [{conversation_id, was, generation_method, revision}], already_planned, live, live_jobs, live_job, seeds, without_template}; what is without_template no job can write, only an import of its file; refuses a seed, a live job and nothing to do with PT409, an unknown id with PT422.';

comment on column public.training_conversations.revision is
  'Rises by one at each save and at each reset; 0 until there was a text.';

insert into public.training_schema_versions (version, name) values ('20261125030000', 'conversation_reset');
