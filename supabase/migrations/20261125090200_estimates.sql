-- What a job should cost, before anything is paid: reckoned once, for whoever asks and for the insert alike.
--
-- Invariants: an estimate says what it rests on; a missing price makes it null, never less; what the simulator's calls
-- would have cost measures nothing; who asks is refused what the insert would refuse, and nothing is written.

-- Sizes are those of this project's prompts and of texts as long as its seed conversations, at 3.6 characters a token:
-- about 4.7 on older tokenizers, and newer ones make 1.3 times as many tokens of the same text (Anthropic, About
-- Claude > Models: 4.7 and later). 15 of a hundred dialogues and turns have something to be mended.
create function public.generation_tokens_assumed(p_turns integer, p_opens_template boolean, p_opens_job boolean)
returns table (stage text, calls numeric, input integer, written integer, read_again integer, output integer)
language sql immutable
set search_path = ''
as $$
  with prefix as (
    -- Of a dialogue's request what its template shares; of an annotation's the guide, shared by the job, and the
    -- dialogue, shared by the conversation's.
    select 6500 as template, 2750 as guide, 950 + 590 * p_turns as dialogue, 2 * p_turns as annotations,
      p_opens_template::integer as opens_template, p_opens_job::integer as opens_job
  )
  select 'dialogue', 1::numeric, 3260, p.template * p.opens_template, p.template * (1 - p.opens_template), 580 * p_turns
  from prefix p
  union all
  -- Two calls a turn, side by side: the first of a conversation writes its dialogue, the others read it.
  select 'annotate', p.annotations, 80, (p.dialogue + p.guide * p.opens_job) / p.annotations,
    (p.dialogue * (p.annotations - 1) + p.guide * (p.annotations - p.opens_job)) / p.annotations, 1920
  from prefix p
  union all
  select 'repair', 0.15 * (1 + p_turns), 6900, 0, 0, 600 from prefix p
  union all
  select 'judge', 1, 4000 + p.dialogue, 0, 0, 1500 from prefix p
$$;
revoke all on function public.generation_tokens_assumed(integer, boolean, boolean) from public, anon, authenticated, service_role;
grant execute on function public.generation_tokens_assumed(integer, boolean, boolean) to service_role;
comment on function public.generation_tokens_assumed(integer, boolean, boolean) is
  'Tokens assumed of a call of each stage, and how many calls of it a conversation of so many turns has: uncached input, prefix written to the cache and read from it, visible output. p_opens_template, p_opens_job: it is the first of its template, of its job, and writes what the others read.';


create function public.generation_thinking_assumed(p_effort text)
returns integer
language sql immutable
set search_path = ''
as $$
  select case coalesce(p_effort, 'high')
    when 'low' then 200 when 'medium' then 700 when 'high' then 1600 when 'xhigh' then 3600 else 7200 end
$$;
revoke all on function public.generation_thinking_assumed(text) from public, anon, authenticated, service_role;
grant execute on function public.generation_thinking_assumed(text) to service_role;
comment on function public.generation_thinking_assumed(text) is
  'Tokens a call is assumed to think at an effort, billed as output: an allowance, not measured.';

create function public.generation_stages_asked(p_options jsonb)
returns table (stage text, model text, effort text, batch boolean)
language sql stable
set search_path = ''
as $$
  -- A repair mends what the stages before it wrote; from a text that exists the stages before from_stage are not asked.
  select m.key, m.value ->> 'model', m.value ->> 'effort', m.value ->> 'delivery' = 'message_batch'
  from jsonb_each(public.generation_job_models(p_options)) m
  where case p_options ->> 'from_stage'
    when 'annotate' then m.key <> 'dialogue' when 'judge' then m.key = 'judge' when 'validate' then false else true end
$$;
revoke all on function public.generation_stages_asked(jsonb) from public, anon, authenticated, service_role;
grant execute on function public.generation_stages_asked(jsonb) to service_role;
comment on function public.generation_stages_asked(jsonb) is
  'The stages a job with these options asks Claude for, with model, effort and whether in a message batch.';

create function public.generation_cost_assumed(p_conversation_ids text[], p_options jsonb)
returns table (conversation_id text, tier text, low_usd numeric, expected_usd numeric, high_usd numeric)
language sql stable
set search_path = ''
as $$
  -- Reckoned once for conversations that are alike. The first conversation of a template writes the prefix that the
  -- others read, the first of the job the annotation guide.
  with wanted as (
    select c.conversation_id, c.tier, greatest(coalesce(c.turn_count, 4), 1) as turns,
      row_number() over (partition by c.template_id order by c.conversation_number, c.conversation_id) = 1 as opens_template,
      row_number() over (order by c.conversation_number, c.conversation_id) = 1 as opens_job
    from public.training_conversations c where c.conversation_id = any (p_conversation_ids)
  ), alike as (
    select distinct w.turns, w.opens_template, w.opens_job from wanted w
  ), assumed (name, output, thinking, repairs, hits, batch_hits) as (
    -- All short and nothing to mend; as the sizes say, cache hits of a batch being best-effort; all long, twice the
    -- thinking and twice the repairs, and the cache half missed.
    values ('low', 0.85, 0.5, 0, 1, 1), ('expected', 1, 1, 1, 1, 0.5), ('high', 1.3, 2, 2, 0.5, 0)
  ), priced as (
    select a.turns, a.opens_template, a.opens_job, v.name,
      case when count(*) = count(cost.usd) then sum(cost.usd) end as usd
    from alike a
    cross join assumed v
    cross join lateral public.generation_tokens_assumed(a.turns, a.opens_template, a.opens_job) t
    join public.generation_stages_asked(p_options) s on s.stage = t.stage
    cross join lateral (
      select case when s.batch then v.batch_hits else v.hits end as share,
        t.calls * case when t.stage = 'repair' then v.repairs else 1 end as calls
    ) h
    cross join lateral (
      select h.calls * public.generation_cost(s.model, jsonb_build_object(
        'input_tokens', t.input,
        'cache_write_5m_tokens', (t.written + t.read_again * (1 - h.share))::integer,
        'cache_read_tokens', (t.read_again * h.share)::integer,
        'output_tokens', (t.output * v.output + public.generation_thinking_assumed(s.effort) * v.thinking)::integer),
        s.batch, clock_timestamp()) as usd
    ) cost
    group by a.turns, a.opens_template, a.opens_job, v.name
  )
  select w.conversation_id, w.tier,
    case when asked.stages = 0 then 0 else low.usd end,
    case when asked.stages = 0 then 0 else expected.usd end,
    case when asked.stages = 0 then 0 else high.usd end
  from wanted w
  cross join (select count(*) as stages from public.generation_stages_asked(p_options)) asked
  left join priced low on low.name = 'low' and (low.turns, low.opens_template, low.opens_job) = (w.turns, w.opens_template, w.opens_job)
  left join priced expected on expected.name = 'expected'
    and (expected.turns, expected.opens_template, expected.opens_job) = (w.turns, w.opens_template, w.opens_job)
  left join priced high on high.name = 'high' and (high.turns, high.opens_template, high.opens_job) = (w.turns, w.opens_template, w.opens_job)
$$;
revoke all on function public.generation_cost_assumed(text[], jsonb) from public, anon, authenticated, service_role;
grant execute on function public.generation_cost_assumed(text[], jsonb) to service_role;
comment on function public.generation_cost_assumed(text[], jsonb) is
  'What each of these conversations should cost by the list prices and the tokens assumed, US dollars: when all goes short, as expected, when all goes long; null when a price is missing.';

create function public.generation_cost_measured(p_options jsonb)
returns table (conversations bigint, low_usd numeric, p50_usd numeric, mean_usd numeric, p90_usd numeric)
language sql stable
set search_path = ''
as $$
  -- Whole conversations that were really paid for, written by these very models at these efforts; at today's prices
  -- and as this job delivers, whatever they cost then. A call of unknown cost counts with its reservation.
  with asked as (
    select * from public.generation_stages_asked(p_options)
  ), recent as (
    select i.id, greatest(coalesce(c.turn_count, 4), 1) as turns
    from public.generation_job_items i
    join public.generation_jobs j on j.id = i.job_id
    join public.training_conversations c on c.conversation_id = i.conversation_id
    where i.status = 'completed' and not j.options ? 'from_stage' and not p_options ? 'from_stage'
      and not exists (
        select 1 from asked s
        full join jsonb_each(j.models) m on m.key = s.stage
        where (s.model, s.effort) is distinct from (m.value ->> 'model', m.value ->> 'effort'))
    order by i.completed_at desc limit 200
  ), spent as (
    select r.id, sum(coalesce(public.generation_cost(k.model, jsonb_build_object(
        'input_tokens', k.input_tokens, 'cache_write_5m_tokens', k.cache_write_5m_tokens,
        'cache_write_1h_tokens', k.cache_write_1h_tokens, 'cache_read_tokens', k.cache_read_tokens,
        'output_tokens', k.output_tokens), s.batch, clock_timestamp()), k.reserved_usd)) / r.turns as per_turn
    from recent r
    join public.generation_calls k on k.item_id = r.id
    join asked s on s.stage = k.stage
    group by r.id, r.turns
    having bool_and(k.generation_method <> 'simulated') and bool_or(k.stage = 'dialogue' and k.outcome = 'succeeded')
  )
  select count(*), percentile_cont(0.1) within group (order by s.per_turn)::numeric,
    percentile_cont(0.5) within group (order by s.per_turn)::numeric, avg(s.per_turn),
    percentile_cont(0.9) within group (order by s.per_turn)::numeric
  from spent s
$$;
revoke all on function public.generation_cost_measured(jsonb) from public, anon, authenticated, service_role;
grant execute on function public.generation_cost_measured(jsonb) to service_role;
comment on function public.generation_cost_measured(jsonb) is
  'What conversations written for real by the models and efforts of these options have cost a turn, at today''s prices: of how many, the tenth, fiftieth and ninetieth of a hundred and the mean, US dollars.';

drop function public.generation_estimate(text[], jsonb);
create function public.generation_estimate(p_conversation_ids text[], p_options jsonb)
returns jsonb
language sql stable
set search_path = ''
as $$
  with measured as materialized (
    -- Fewer than five say little.
    select m.*, m.conversations >= 5 as enough from public.generation_cost_measured(p_options) m
  ), each as materialized (
    select a.conversation_id, a.tier,
      case when m.enough then c.turns * m.low_usd else a.low_usd end as low_usd,
      case when m.enough then c.turns * m.p50_usd else a.expected_usd end as p50_usd,
      case when m.enough then c.turns * m.mean_usd else a.expected_usd end as expected_usd,
      case when m.enough then c.turns * m.p90_usd else a.high_usd end as high_usd
    from public.generation_cost_assumed(p_conversation_ids, p_options) a
    cross join measured m
    join (
      select c.conversation_id, greatest(coalesce(c.turn_count, 4), 1) as turns
      from public.training_conversations c where c.conversation_id = any (p_conversation_ids)
    ) c using (conversation_id)
  ), tiers as (
    select e.tier, count(*) as conversations, sum(e.low_usd) as low_usd, sum(e.expected_usd) as expected_usd,
      sum(e.high_usd) as high_usd, count(*) = count(e.expected_usd) as known
    from each e group by e.tier
  ), pace as (
    select coalesce(avg(r.seconds), 100) as seconds from (
      select extract(epoch from i.completed_at - i.started_at) as seconds
      from public.generation_job_items i where i.status = 'completed'
      order by i.completed_at desc limit 20
    ) r
  )
  select jsonb_build_object(
    'conversations', count(*),
    'low_usd', case when count(*) = count(e.low_usd) then round(sum(e.low_usd), 6) end,
    'cost_usd', case when count(*) = count(e.expected_usd) then round(sum(e.expected_usd), 6) end,
    'high_usd', case when count(*) = count(e.high_usd) then round(sum(e.high_usd), 6) end,
    'p50_usd', round((percentile_cont(0.5) within group (order by e.p50_usd))::numeric, 6),
    'p90_usd', round((percentile_cont(0.9) within group (order by e.high_usd))::numeric, 6),
    'basis', (select case when not m.enough then 'list prices, not yet measured'
      else format('measured on %s conversations', m.conversations) end from measured m),
    'measured_on', (select m.conversations from measured m),
    'seconds_each', (select round(pace.seconds, 1) from pace),
    'tiers', (
      select jsonb_agg(jsonb_build_object('tier', t.tier, 'conversations', t.conversations,
        'low_usd', case when t.known then round(t.low_usd, 6) end,
        'expected_usd', case when t.known then round(t.expected_usd, 6) end,
        'high_usd', case when t.known then round(t.high_usd, 6) end) order by t.tier)
      from tiers t))
  from each e
$$;
revoke all on function public.generation_estimate(text[], jsonb) from public, anon, authenticated, service_role;
grant execute on function public.generation_estimate(text[], jsonb) to service_role;
comment on function public.generation_estimate(text[], jsonb) is
  'What generating these conversations with these options (defaults filled in) should cost: {conversations, low_usd, cost_usd: as expected, high_usd, p50_usd and p90_usd of one conversation, basis, measured_on, tiers, seconds_each: from the last twenty saved, else 100}; amounts are null when a price is missing.';

create function public.estimate_generation(p_ids jsonb default null, p_options jsonb default '{}')
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  actor record;
  kind text := case when p_ids is null or p_ids = 'null' then 'process_all' else 'batch' end;
  ids text[];
  options jsonb;
  dataset text;
  estimate jsonb;
begin
  select * into actor from public.generation_actor();
  if actor.via = 'user' and actor.member_role is null then
    perform public.generation_refuse('42501', 'You are not a member of this project.',
      format('Ask whoever holds the service key to run: rapport members add %s',
        case when actor.name like '%@%' then actor.name else 'YOUR_EMAIL' end),
      '{"role": null, "needed": "viewer"}');
  end if;
  ids := public.generation_job_targets(kind, nullif(p_ids, 'null'));
  options := public.generation_job_options(p_options, kind);
  perform public.generation_job_models(options);
  dataset := public.generation_job_dataset(ids, options -> 'filter');
  ids := public.generation_job_resolve(kind, dataset, ids, options);
  estimate := public.generation_estimate(ids, options);
  return estimate || jsonb_build_object(
    'dataset_id', dataset, 'conversation_ids', to_jsonb(ids), 'options', options,
    'models', public.generation_job_models(options),
    'max_cost_usd', greatest(2 * (estimate ->> 'cost_usd')::numeric, 0.50),
    'estimated_seconds', ceil(cardinality(ids)::numeric / (options ->> 'max_concurrency')::integer)
      * (estimate ->> 'seconds_each')::numeric);
end
$$;
revoke all on function public.estimate_generation(jsonb, jsonb) from public, anon, authenticated, service_role;
grant execute on function public.estimate_generation(jsonb, jsonb) to authenticated, service_role;
comment on function public.estimate_generation(jsonb, jsonb) is
  'What a job would cost if it were inserted now: p_ids a list of conversation ids, or null for all that is planned; p_options those of a job. Refused as the insert would be. Adds to the estimate the ids, options and models resolved, the cap a job gets that names none, and the seconds it should take. For members and the service key; writes nothing.';

create or replace function public.generation_job_check()
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
  estimate := public.generation_estimate(ids, new.options);

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

create or replace function public.generation_grants_fingerprint()
returns text
language sql stable
set search_path = ''
as $$
  with relation as (
    select c.oid, c.relowner, c.relacl, c.relrowsecurity,
      case when c.relnamespace = 'public'::regnamespace then '' else 'training_private.' end || c.relname as name,
      case when c.relkind = 'v' then coalesce(array_to_string(c.reloptions, ' '), '') else '' end as options
    from pg_catalog.pg_class c
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'v', 'm', 'p', 'f') and (
      n.nspname = 'training_private' or n.nspname = 'public' and (
        c.relname ~ '^(training|conversation|generation|quality|response|emotional)_'
        or c.relname in ('job_progress', 'dataset_overview', 'spend_by_day', 'template_performance')))
  )
  select encode(sha256(convert_to(coalesce(string_agg(g.line, e'\n' order by g.line collate "C"), ''), 'UTF8')), 'hex')
  from (
    select format('table %s %s %s %s %s', r.name, a.grantee::regrole, a.privilege_type, r.relrowsecurity, r.options) as line
    from relation r cross join lateral pg_catalog.aclexplode(r.relacl) a
    where a.grantee <> r.relowner
    union all
    select format('column %s.%s %s %s', r.name, t.attname, a.grantee::regrole, a.privilege_type)
    from relation r
    join pg_catalog.pg_attribute t on t.attrelid = r.oid and t.attnum > 0 and t.attacl is not null
    cross join lateral pg_catalog.aclexplode(t.attacl) a
    where a.grantee <> r.relowner
    union all
    select format('function %s %s %s', p.oid::regprocedure, a.grantee::regrole, a.privilege_type)
    from pg_catalog.pg_proc p
    cross join lateral pg_catalog.aclexplode(coalesce(p.proacl, pg_catalog.acldefault('f', p.proowner))) a
    where a.grantee <> p.proowner and (
      p.pronamespace = 'public'::regnamespace and (
        p.proname ~ '^(training|conversation|generation|quality)_'
        or p.proname in ('claim_generation_items', 'heartbeat_items', 'save_conversation', 'fail_item',
          'release_items', 'reap_expired_items', 'open_call', 'settle_call', 'check_generation_history',
          'estimate_generation')))
    union all
    select format('policy %s %s %s %s', p.tablename, p.policyname, p.cmd, p.roles)
    from pg_catalog.pg_policies p where p.schemaname = 'public'
      and p.tablename ~ '^(training|conversation|generation|quality|response|emotional)_'
    union all
    select format('schema training_private %s %s', a.grantee::regrole, a.privilege_type)
    from pg_catalog.pg_namespace n cross join lateral pg_catalog.aclexplode(n.nspacl) a
    where n.nspname = 'training_private' and a.grantee <> n.nspowner
  ) g
$$;

insert into public.training_schema_versions (version, name, grants_fingerprint)
values ('20261125090200', 'estimates', public.generation_grants_fingerprint());
