-- A job is inserted: who may, what it takes, what it will cost; then its items.
--
-- Invariants: the inserted row, read back, tells everything; a refused job leaves nothing; two jobs never hold
-- one conversation, however they were inserted. Both triggers are definers: a client may insert five columns of
-- this one table and nothing else.

create function public.generation_job_admit(out via text, out user_id uuid, out name text)
language plpgsql stable
set search_path = ''
as $$
declare
  actor record;
begin
  select * into actor from public.generation_actor();
  if actor.via = 'user' and actor.member_role is distinct from 'manager' then
    if actor.member_role is null then
      perform public.generation_refuse('42501', 'You are not a member of this project; starting jobs takes the role manager.',
        format('Ask whoever holds the service key to run: rapport members add %s --role manager',
          case when actor.name like '%@%' then actor.name else 'YOUR_EMAIL' end),
        '{"role": null, "needed": "manager"}');
    else
      perform public.generation_refuse('42501', format('Starting and steering jobs takes the role manager; yours is %s.', actor.member_role),
        coalesce((select 'Ask a manager: ' || string_agg(m.email, ', ' order by m.email)
                  from public.training_members m where m.role = 'manager') || '.',
          format('Ask whoever holds the service key to run: rapport members add %s --role manager', actor.name)),
        jsonb_build_object('role', actor.member_role, 'needed', 'manager'));
    end if;
  end if;
  via := actor.via;
  user_id := actor.user_id;
  name := actor.name;
end
$$;
revoke all on function public.generation_job_admit() from public, anon, authenticated, service_role;
comment on function public.generation_job_admit() is
  'Who is acting, refused (42501, saying whom to ask) unless a manager, the service key or a session without a JWT.';

create function public.generation_job_targets(p_job_type text, p_ids jsonb)
returns text[]
language plpgsql stable
set search_path = ''
as $$
declare
  ids text[];
  unknown jsonb;
  repeated jsonb;
begin
  if p_job_type is null or p_job_type not in ('single', 'batch', 'process_all') then
    perform public.generation_refuse('22023', format('job_type must be single, batch or process_all; got %s.', coalesce(p_job_type, 'nothing')),
      'single takes one conversation id, batch a list, process_all none.',
      jsonb_build_object('job_type', p_job_type, 'allowed', '["single", "batch", "process_all"]'::jsonb));
  elsif p_job_type = 'process_all' then
    if p_ids is not null and p_ids not in ('null', '[]') then
      perform public.generation_refuse('22023', 'process_all takes no target_conversation_ids: it takes everything planned.',
        'Leave them out, narrow it with options.filter, or use job_type batch.', '{"job_type": "process_all"}');
    end if;
    return null;
  elsif p_ids is null or jsonb_typeof(p_ids) <> 'array' then
    perform public.generation_refuse('22023',
      format('target_conversation_ids must be a list of conversation ids; got %s.',
        case when p_ids is null or p_ids = 'null' then 'nothing'
          when jsonb_typeof(p_ids) = 'object' then 'an object' else 'a ' || jsonb_typeof(p_ids) end),
      'Send for example ["fp_marcus_011"]: a list, for one conversation too.',
      jsonb_build_object('expected', 'array', 'got', jsonb_typeof(p_ids)));
  elsif exists (select 1 from jsonb_array_elements(p_ids) e where jsonb_typeof(e) <> 'string') then
    perform public.generation_refuse('22023', 'target_conversation_ids must hold texts only.',
      'Send for example ["fp_marcus_011", "fp_marcus_012"].',
      jsonb_build_object('wrong', (select jsonb_agg(e) from jsonb_array_elements(p_ids) e where jsonb_typeof(e) <> 'string')));
  elsif jsonb_array_length(p_ids) = 0 then
    perform public.generation_refuse('22023', 'target_conversation_ids is empty.',
      'Name at least one conversation, or use job_type process_all for everything planned.', '{"got": 0}');
  elsif p_job_type = 'single' and jsonb_array_length(p_ids) <> 1 then
    perform public.generation_refuse('22023', format('single takes one conversation id; got %s.', jsonb_array_length(p_ids)),
      'Use job_type batch for more than one.', jsonb_build_object('expected', 1, 'got', jsonb_array_length(p_ids)));
  elsif jsonb_array_length(p_ids) > 10000 then
    perform public.generation_refuse('22023', format('A job takes 10,000 conversations at most; got %s.', jsonb_array_length(p_ids)),
      'Split the list into several jobs.', jsonb_build_object('allowed', 10000, 'got', jsonb_array_length(p_ids)));
  end if;
  select array_agg(e.id) into ids from jsonb_array_elements_text(p_ids) e (id);
  select jsonb_agg(d.id) into repeated
    from (select e.id from unnest(ids) e (id) group by e.id having count(*) > 1 order by e.id) d;
  if repeated is not null then
    perform public.generation_refuse('22023', 'A conversation is named twice in target_conversation_ids.',
      'Name each conversation once.', jsonb_build_object('repeated', repeated));
  end if;
  select jsonb_agg(e.id order by e.id) into unknown from unnest(ids) e (id)
    where not exists (select 1 from public.training_conversations c where c.conversation_id = e.id);
  if unknown is not null then
    perform public.generation_refuse('PT422',
      format('Unknown conversation: %s.', (select string_agg(u, ', ') from jsonb_array_elements_text(unknown) u)),
      'Choose ids from training_conversations.conversation_id; case matters.', jsonb_build_object('unknown', unknown));
  end if;
  return ids;
end
$$;
revoke all on function public.generation_job_targets(text, jsonb) from public, anon, authenticated, service_role;
comment on function public.generation_job_targets(text, jsonb) is
  'The conversation ids a job names, null for process_all (22023 for a wrong type, number or repetition, PT422 for unknown ids).';

create function public.generation_job_dataset(p_ids text[], p_filter jsonb)
returns text
language plpgsql stable
set search_path = ''
as $$
declare
  datasets text[];
begin
  if p_ids is not null then
    select array_agg(distinct c.dataset_id order by c.dataset_id) into datasets
      from public.training_conversations c where c.conversation_id = any (p_ids);
    if cardinality(datasets) > 1 then
      perform public.generation_refuse('22023', format('These conversations are of %s datasets; a job has one.', cardinality(datasets)),
        'Insert one job per dataset.', jsonb_build_object('datasets', to_jsonb(datasets)));
    end if;
  elsif p_filter ? 'dataset_id' then
    return p_filter ->> 'dataset_id';
  else
    select coalesce(array_agg(d.dataset_id order by d.dataset_id), '{}') into datasets from public.training_datasets d;
    if cardinality(datasets) = 0 then
      perform public.generation_refuse('PT409', 'There is no dataset yet.', 'Load one first, for example with supabase/seed.sql.',
        '{"datasets": []}');
    elsif cardinality(datasets) > 1 then
      perform public.generation_refuse('22023', 'There are several datasets and none is named.',
        format('Set options.filter.dataset_id to one of %s.', array_to_string(datasets, ', ')),
        jsonb_build_object('datasets', to_jsonb(datasets)));
    end if;
  end if;
  return datasets[1];
end
$$;
revoke all on function public.generation_job_dataset(text[], jsonb) from public, anon, authenticated, service_role;
comment on function public.generation_job_dataset(text[], jsonb) is
  'The one dataset of a job: that of its ids, the filter''s, or the only one there is (22023 when two or none is meant).';

-- What may be done with each candidate. The caller holds the jobs' advisory lock, so what is free stays free.
create function public.generation_job_candidates(
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
  'The conversations a job could mean, each with its fate: take, live (in a job), seed, skip, generated, approved or without_template.';

create function public.generation_job_resolve(p_job_type text, p_dataset_id text, p_ids text[], p_options jsonb)
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
    count(*) filter (where c.fate = 'skip') as skipped,
    count(*) filter (where c.fate = 'live') as live_count
  into found
  from public.generation_job_candidates(p_dataset_id, p_ids, p_options) c;

  detail := jsonb_strip_nulls(jsonb_build_object(
    'live', found.live, 'live_jobs', found.live_jobs, 'live_job', found.live_job, 'already_generated', found.generated,
    'approved', found.approved, 'seeds', found.seeds, 'without_template', found.without_template));
  if p_job_type = 'process_all' then
    if found.taken is null then
      perform public.generation_refuse('PT409',
        'Nothing is left to process' || case when found.live_count > 0
          then format(': %s already in a job (%s).',
            case when found.live_count = 1 then '1 conversation is' else found.live_count || ' conversations are' end,
            (select string_agg('#' || j, ', ') from jsonb_array_elements_text(found.live_jobs) j))
          else ': nothing planned matches.' end,
        'Wait for the jobs there are, widen options.filter, or set options.existing = replace to generate anew.', detail);
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

create function public.generation_job_check()
returns trigger
language plpgsql security definer
set search_path = ''
as $$
declare
  actor record;
  ids text[];
  estimate jsonb;
begin
  select * into actor from public.generation_job_admit();
  -- One insert at a time: what this one finds free is still free when its items are written.
  perform pg_advisory_xact_lock(7261001);
  if new.requested_action is not null then
    perform public.generation_refuse('22023', 'requested_action is for a job that exists.',
      'Insert the job first, then update it.', '{"column": "requested_action"}');
  elsif length(new.note) > 4000 then
    perform public.generation_refuse('22023', 'note is longer than 4,000 characters.', 'Shorten it.',
      jsonb_build_object('column', 'note', 'allowed', 4000, 'got', length(new.note)));
  end if;
  perform public.generation_cap_check(new.max_cost_usd, true);
  ids := public.generation_job_targets(new.job_type, new.target_conversation_ids);
  new.options := public.generation_job_options(new.options, new.job_type);
  new.models := public.generation_job_models(new.options);
  new.dataset_id := public.generation_job_dataset(ids, new.options -> 'filter');
  ids := public.generation_job_resolve(new.job_type, new.dataset_id, ids, new.options);
  estimate := public.generation_estimate(ids, new.models);

  new.target_conversation_ids := to_jsonb(ids);
  new.status := 'queued';
  new.total_conversations := cardinality(ids);
  new.completed_conversations := 0;
  new.failed_conversations := 0;
  new.cancelled_conversations := 0;
  new.cost_usd := 0;
  new.reserved_usd := 0;
  new.average_quality_score := null;
  new.estimated_cost_usd := (estimate ->> 'cost_usd')::numeric;
  new.estimated_seconds := ceil(cardinality(ids)::numeric / (new.options ->> 'max_concurrency')::integer)
    * (estimate ->> 'seconds_each')::numeric;
  new.max_cost_usd := coalesce(new.max_cost_usd, greatest(2 * new.estimated_cost_usd, 0.50));
  new.eta_at := null;
  new.paused_from := null;
  new.started_at := null;
  new.completed_at := null;
  new.created_by := actor.user_id;
  new.created_by_name := actor.name;
  new.created_via := actor.via;
  new.created_at := clock_timestamp();
  new.updated_at := new.created_at;
  new.last_progress_at := new.created_at;
  if public.generation_live_workers() = 0 then
    new.status_reason := 'waiting_for_worker';
    new.status_message := format('%s %s; no worker has been heard for a minute, start one with: rapport run',
      public.generation_count(cardinality(ids), 'conversation'), case when cardinality(ids) = 1 then 'waits' else 'wait' end);
  else
    new.status_reason := null;
    new.status_message := format('%s queued; a worker takes %s up',
      public.generation_count(cardinality(ids), 'conversation'), case when cardinality(ids) = 1 then 'it' else 'them' end);
  end if;
  return new;
end
$$;
revoke all on function public.generation_job_check() from public, anon, authenticated, service_role;
comment on function public.generation_job_check() is
  'Trigger, before the insert of a job: checks who asks and what for, resolves the conversations, fills in totals, estimate, cap and sentence.';

create function public.generation_job_expand()
returns trigger
language plpgsql security definer
set search_path = ''
as $$
declare
  clash jsonb;
begin
  begin
    insert into public.generation_job_items (job_id, job_number, conversation_id, position, template_version)
    select new.id, new.job_number, c.conversation_id, e.position, t.version
    from jsonb_array_elements_text(new.target_conversation_ids) with ordinality e (conversation_id, position)
    join public.training_conversations c using (conversation_id)
    left join public.conversation_templates t on t.template_id = c.template_id;
  exception when unique_violation then
    perform public.generation_clash(new.id, new.target_conversation_ids);
  end;
  insert into public.generation_events (stage, message, job_id)
  values ('queued', format('Job #%s: %s of %s queued by %s, estimate %s, cap %s', new.job_number, new.job_type,
    public.generation_count(new.total_conversations, 'conversation'), new.created_by_name,
    public.generation_usd(new.estimated_cost_usd), public.generation_usd(new.max_cost_usd)), new.id);
  return null;
end
$$;
revoke all on function public.generation_job_expand() from public, anon, authenticated, service_role;
comment on function public.generation_job_expand() is
  'Trigger, after the insert of a job: writes its items (PT409 when another job of the same statement holds a conversation).';

create function public.generation_clash(p_job_id uuid, p_conversation_ids jsonb)
returns void
language plpgsql
set search_path = ''
as $$
declare
  live jsonb;
  jobs jsonb;
begin
  select jsonb_agg(i.conversation_id order by i.conversation_id), jsonb_agg(distinct i.job_number)
    into live, jobs
    from public.generation_job_items i
    where i.status in ('queued', 'running', 'waiting_batch') and i.job_id <> p_job_id
      and p_conversation_ids ? i.conversation_id;
  perform public.generation_refuse('PT409',
    format('Already in a job: %s.', coalesce((select string_agg(x, ', ') from jsonb_array_elements_text(live) x), 'a conversation')),
    'Each conversation is in one live job at most: wait for the other job, cancel it, or leave the conversation out.',
    jsonb_build_object('live', coalesce(live, '[]'), 'live_jobs', coalesce(jobs, '[]'), 'live_job', jobs -> 0));
end
$$;
revoke all on function public.generation_clash(uuid, jsonb) from public, anon, authenticated, service_role;
comment on function public.generation_clash(uuid, jsonb) is
  'Refuses (PT409) because conversations are in another live job, naming both.';

create function public.generation_cap_check(p_cap numeric, p_may_be_null boolean)
returns void
language plpgsql immutable
set search_path = ''
as $$
begin
  if p_cap is null and not p_may_be_null then
    raise exception using errcode = '22023', message = 'max_cost_usd may not be empty.',
      hint = 'Set it to the most the job may spend, in US dollars.', detail = '{"column": "max_cost_usd"}';
  elsif p_cap <= 0 or p_cap = 'NaN' then
    raise exception using errcode = '22023',
      message = format('max_cost_usd must be more than 0; got %s.', trim_scale(p_cap)),
      hint = 'Set it to the most the job may spend, in US dollars, or leave it out for twice the estimate.',
      detail = jsonb_build_object('column', 'max_cost_usd', 'got', p_cap::text)::text;
  end if;
end
$$;
revoke all on function public.generation_cap_check(numeric, boolean) from public, anon, authenticated, service_role;
comment on function public.generation_cap_check(numeric, boolean) is 'Refuses (22023) a cap that is no positive amount.';

create trigger generation_jobs_check before insert on public.generation_jobs
  for each row execute function public.generation_job_check();
create trigger generation_jobs_write_items after insert on public.generation_jobs
  for each row execute function public.generation_job_expand();

insert into public.training_schema_versions (version, name) values ('20261122001100', 'job_insert');
