-- Paid answers are kept: a text is rebuilt from them for nothing, or worked on from a later stage.
--
-- Invariants: replaying opens no call and reserves nothing; what comes out of a replay are answers that were paid for
-- this very conversation, of one draft; from_stage touches only what a job generated, never a seed or an import.

create or replace function public.generation_job_candidates(
  p_dataset_id text, p_ids text[], p_options jsonb
)
returns table (conversation_id text, fate text, live_job bigint, tier text, conversation_number integer)
language sql stable
set search_path = ''
as $$
  select c.conversation_id,
    case
      when i.job_number is not null then 'live'
      when c.generation_status in ('generated', 'reviewed', 'approved') and p_options ->> 'existing' = 'skip' then 'skip'
      when c.generation_status in ('generated', 'reviewed', 'approved') and p_options ->> 'existing' = 'refuse' then 'generated'
      when c.is_seed_example then 'seed'
      when c.generation_status = 'approved' and not (p_options ->> 'replace_approved')::boolean then 'approved'
      when t.template_id is null then 'without_template'
      when p_options ? 'from_stage' and c.generation_status not in ('generated', 'reviewed', 'approved') then 'without_text'
      when p_options ? 'from_stage' and c.generation_method not in ('claude_api', 'claude_batch', 'simulated') then 'foreign_text'
      else 'take' end,
    i.job_number, c.tier, c.conversation_number
  from public.training_conversations c
  left join public.conversation_templates t on t.template_id = c.template_id and t.is_active
  left join public.generation_job_items i
    on i.conversation_id = c.conversation_id and i.status in ('queued', 'running', 'waiting_batch')
  where c.dataset_id = p_dataset_id
    and (p_ids is null or c.conversation_id = any (p_ids))
    and (p_options #>> '{filter,tier}' is null or c.tier = p_options #>> '{filter,tier}')
    and (p_options #>> '{filter,template_id}' is null or c.template_id = p_options #>> '{filter,template_id}')
    and (p_options #>> '{filter,persona_type}' is null or c.persona_type = p_options #>> '{filter,persona_type}')
$$;
revoke all on function public.generation_job_candidates(text, text[], jsonb) from public, anon, authenticated, service_role;
comment on function public.generation_job_candidates(text, text[], jsonb) is
  'The conversations a job could mean, each with its fate: take, live (in a job), seed, skip, generated, approved, without_template, and for from_stage without_text or foreign_text.';

create or replace function public.generation_job_resolve(p_job_type text, p_dataset_id text, p_ids text[], p_options jsonb)
returns text[]
language plpgsql stable
set search_path = ''
as $$
declare
  found record;
  detail jsonb;
begin
  select
    array_agg(c.conversation_id order by c.tier nulls last, c.conversation_number nulls last, c.conversation_id)
      filter (where c.fate = 'take') as taken,
    jsonb_agg(c.conversation_id order by c.conversation_id) filter (where c.fate = 'live') as live,
    jsonb_agg(distinct c.live_job) filter (where c.fate = 'live') as live_jobs,
    min(c.live_job) as live_job,
    jsonb_agg(c.conversation_id order by c.conversation_id) filter (where c.fate = 'generated') as generated,
    jsonb_agg(c.conversation_id order by c.conversation_id) filter (where c.fate = 'approved') as approved,
    jsonb_agg(c.conversation_id order by c.conversation_id) filter (where c.fate = 'seed') as seeds,
    jsonb_agg(c.conversation_id order by c.conversation_id) filter (where c.fate = 'without_template') as without_template,
    jsonb_agg(c.conversation_id order by c.conversation_id) filter (where c.fate = 'without_text') as without_text,
    jsonb_agg(c.conversation_id order by c.conversation_id) filter (where c.fate = 'foreign_text') as foreign_text,
    count(*) filter (where c.fate = 'skip') as skipped,
    count(*) filter (where c.fate = 'live') as live_count
  into found
  from public.generation_job_candidates(p_dataset_id, p_ids, p_options) c;

  detail := jsonb_strip_nulls(jsonb_build_object(
    'live', found.live, 'live_jobs', found.live_jobs, 'live_job', found.live_job, 'already_generated', found.generated,
    'approved', found.approved, 'seeds', found.seeds, 'without_template', found.without_template,
    'without_text', found.without_text, 'foreign_text', found.foreign_text));
  if p_job_type = 'process_all' then
    if found.taken is null then
      perform public.generation_refuse('PT409',
        'Nothing is left to process' || case when found.live_count > 0
          then format(': %s already in a job (%s).',
            case when found.live_count = 1 then '1 conversation is' else found.live_count || ' conversations are' end,
            (select string_agg('#' || j, ', ') from jsonb_array_elements_text(found.live_jobs) j))
          when p_options ? 'from_stage' then ': nothing generated matches.'
          else ': nothing planned matches.' end,
        case when p_options ? 'from_stage' then 'options.from_stage works on a text that was generated; widen options.filter.'
          else 'Wait for the jobs there are, widen options.filter, or set options.existing = replace to generate anew.' end,
        detail);
    end if;
    return found.taken;
  end if;

  if found.live is not null then
    perform public.generation_refuse('PT409',
      format('Already in a job: %s (job %s).', (select string_agg(x, ', ') from jsonb_array_elements_text(found.live) x),
        (select string_agg('#' || j, ', ') from jsonb_array_elements_text(found.live_jobs) j)),
      'Wait for that job or cancel it (requested_action = cancel).', detail);
  elsif found.generated is not null then
    perform public.generation_refuse('PT409',
      format('Already generated: %s.', (select string_agg(x, ', ') from jsonb_array_elements_text(found.generated) x)),
      'Set options.existing to skip to leave them, or to replace to generate them anew.', detail);
  elsif found.seeds is not null then
    perform public.generation_refuse('PT409',
      format('A seed is written by people, never generated: %s.', (select string_agg(x, ', ') from jsonb_array_elements_text(found.seeds) x)),
      'Take the seeds out of target_conversation_ids.', detail);
  elsif found.approved is not null then
    perform public.generation_refuse('PT409',
      format('Already approved: %s.', (select string_agg(x, ', ') from jsonb_array_elements_text(found.approved) x)),
      'Set options.replace_approved to true to generate approved ones anew as well.', detail);
  elsif found.without_template is not null then
    perform public.generation_refuse('PT409',
      format('Without an active template: %s.', (select string_agg(x, ', ') from jsonb_array_elements_text(found.without_template) x)),
      'Set template_id to an active template, or leave these out.', detail);
  elsif found.without_text is not null then
    perform public.generation_refuse('PT409',
      format('Without a text to start from: %s.', (select string_agg(x, ', ') from jsonb_array_elements_text(found.without_text) x)),
      'options.from_stage works on a text that was generated: generate these first, without it.', detail);
  elsif found.foreign_text is not null then
    perform public.generation_refuse('PT409',
      format('Not generated here: %s.', (select string_agg(x, ', ') from jsonb_array_elements_text(found.foreign_text) x)),
      'options.from_stage works on what a job generated; what was imported or written by hand is left as it is.', detail);
  elsif found.taken is null then
    perform public.generation_refuse('PT409',
      format('Nothing to do: %s already generated.',
        case when found.skipped = 1 then '1 conversation is' else found.skipped || ' conversations are' end),
      'Set options.existing to replace to generate anew.', detail || jsonb_build_object('skipped', found.skipped));
  end if;
  return found.taken;
end
$$;
revoke all on function public.generation_job_resolve(text, text, text[], jsonb) from public, anon, authenticated, service_role;
comment on function public.generation_job_resolve(text, text, text[], jsonb) is
  'The conversations a job takes, in the order of work: tier, then number (PT409 saying what stands in the way).';

create function public.generation_replay_call(p_item_id uuid, p_lease_token uuid, p_call jsonb)
returns jsonb
language plpgsql stable
set search_path = ''
as $$
declare
  item record;
  lease record;
  kept record;
begin
  select i.conversation_id, c.revision, j.status as job_status into item
    from public.generation_job_items i join public.training_conversations c using (conversation_id)
    join public.generation_jobs j on j.id = i.job_id where i.id = p_item_id;
  select * into lease from public.generation_leases l
    where l.item_id = p_item_id and l.lease_token = p_lease_token;
  if lease.id is null or (lease.ended_at is not null and lease.end_reason <> 'cancelled') then
    return jsonb_build_object('answer', 'fenced');
  elsif lease.end_reason = 'cancelled' or item.job_status = 'cancelled' then
    return jsonb_build_object('answer', 'cancelled');
  end if;

  -- The text there is was saved by the last item that wrote one; of what had been answered by then, its draft is
  -- the one annotated last. What was asked later, and never saved, is not of it.
  with written as (
    select i.completed_at
    from public.generation_job_items i join public.generation_jobs j on j.id = i.job_id
    where i.conversation_id = item.conversation_id and i.status = 'completed'
      and coalesce(j.options ->> 'from_stage', 'annotate') = 'annotate'
    order by i.completed_at desc limit 1
  ), answered as (
    select k.id, k.stage, k.turn_number, k.section, k.draft_no, k.revision, k.settled_at,
      k.settled_at <= w.completed_at as in_text
    from public.generation_calls k cross join written w
    where k.conversation_id = item.conversation_id and k.revision < item.revision and k.outcome = 'succeeded'
      and (k.generation_method = 'simulated') = (lease.generation_method = 'simulated')
  ), last as (
    select a.revision, a.draft_no from answered a where a.stage = 'annotate' and a.in_text
    order by a.settled_at desc limit 1
  )
  select a.id, r.response into kept
    from answered a cross join last join public.generation_responses r on r.call_id = a.id
    where a.stage = p_call ->> 'stage'
      and a.turn_number is not distinct from (p_call ->> 'turn_number')::integer
      and a.section is not distinct from p_call ->> 'section'
      -- A verdict may have come after the text.
      and case when a.stage = 'judge' then a.revision >= last.revision
        else a.in_text and (a.revision, a.draft_no) = (last.revision, last.draft_no) end
    order by a.settled_at desc limit 1;
  if kept.id is null then
    return jsonb_build_object('answer', 'not_kept');
  end if;
  return jsonb_build_object('answer', 'reuse', 'call_id', kept.id, 'response', kept.response, 'usage', null,
    'stop_reason', null);
end
$$;
revoke all on function public.generation_replay_call(uuid, uuid, jsonb) from public, anon, authenticated, service_role;
grant execute on function public.generation_replay_call(uuid, uuid, jsonb) to service_role;
comment on function public.generation_replay_call(uuid, uuid, jsonb) is
  'The answer that was paid for this place ({stage, turn_number, section}) of the conversation''s last draft: {answer: reuse, call_id, response}, or not_kept, fenced or cancelled. Opens nothing.';

insert into public.training_schema_versions (version, name, grants_fingerprint)
values ('20261125120000', 'kept_answers', public.generation_grants_fingerprint());
