-- What the planning files say reaches a database, and what somebody edited there stays: one logic for seed.sql and for
-- rapport plan push.
--
-- Invariants: a push is whole or not at all, its dry run is the push itself, undone; the same files pushed again
-- change no row; a conversation that was edited, is written or is in a live job keeps its plan, a seed that was edited
-- its text; what only the database has is left.

alter table public.training_conversations
  add column shipped_hashes jsonb not null default '{}' check (jsonb_typeof(shipped_hashes) = 'object');

-- The plan of a conversation, by the names of worker/domain/plan.py's ConversationPlan.
create function public.conversation_plan(p_row public.training_conversations)
returns jsonb
language sql immutable
set search_path = ''
as $$
  select jsonb_build_object(
    'conversation_id', p_row.conversation_id, 'conversation_number', p_row.conversation_number,
    'dataset_id', p_row.dataset_id, 'tier', p_row.tier, 'template_id', p_row.template_id,
    'tier_batch', p_row.tier_batch, 'persona_type', p_row.persona_type, 'persona_name', p_row.persona_name,
    'persona_description', p_row.persona_description, 'topic_category', p_row.topic_category,
    'topic_description', p_row.topic_description, 'starting_emotion', p_row.starting_emotion,
    'starting_intensity', p_row.starting_intensity, 'ending_emotion', p_row.ending_emotion,
    'ending_intensity', p_row.ending_intensity, 'emotional_arc_description', p_row.emotional_arc_description,
    'turn_count', p_row.turn_count, 'session_context', p_row.session_context,
    'expected_outcome', p_row.expected_outcome, 'scenario', p_row.scenario,
    'required_review', p_row.required_review, 'language', p_row.language)
$$;
revoke all on function public.conversation_plan(public.training_conversations) from public, anon, authenticated, service_role;
grant execute on function public.conversation_plan(public.training_conversations) to service_role;
comment on function public.conversation_plan(public.training_conversations) is
  'What of a conversation is its plan; plan_hash is the hash of it as the files shipped it.';

create function public.conversation_text(p_conversation_id text)
returns jsonb
language sql stable
set search_path = ''
as $$
  -- What is empty is left out, so that a column a later migration adds changes no hash of what is stored.
  with part as (
    select 1 as rank, t.turn_id as place, to_jsonb(t) as content
    from public.training_turns t where t.conversation_id = p_conversation_id
    union all
    select 2, e.turn_id, to_jsonb(e) from public.emotional_context e where e.conversation_id = p_conversation_id
    union all
    select 3, s.turn_id, to_jsonb(s) from public.response_strategies s where s.conversation_id = p_conversation_id
    union all
    select 4, format('%s.%s', b.turn_id, to_char(b.sentence_number, 'FM00000')), to_jsonb(b)
    from public.response_breakdowns b where b.conversation_id = p_conversation_id
  )
  select jsonb_build_object(
    'use_for_variations', c.use_for_variations, 'variation_count_target', c.variation_count_target,
    'parts', (
      select jsonb_agg((
        select jsonb_object_agg(v.key, v.value) from jsonb_each(p.content - 'id' - 'created_at') v
        where v.value not in ('null', '[]', '{}')) order by p.rank, p.place collate "C")
      from part p))
  from public.training_conversations c where c.conversation_id = p_conversation_id
$$;
revoke all on function public.conversation_text(text) from public, anon, authenticated, service_role;
grant execute on function public.conversation_text(text) to service_role;
comment on function public.conversation_text(text) is
  'Everything people wrote of a seed beside its plan, as one value to be hashed: turns, annotation, how it serves variations.';

create function public.conversation_write_plan(p_plan public.training_conversations)
returns void
language plpgsql
set search_path = ''
as $$
begin
  update public.training_conversations c set
    conversation_number = p_plan.conversation_number, tier = p_plan.tier, template_id = p_plan.template_id,
    tier_batch = p_plan.tier_batch, persona_type = p_plan.persona_type, persona_name = p_plan.persona_name,
    persona_description = p_plan.persona_description, topic_category = p_plan.topic_category,
    topic_description = p_plan.topic_description, starting_emotion = p_plan.starting_emotion,
    starting_intensity = p_plan.starting_intensity, ending_emotion = p_plan.ending_emotion,
    ending_intensity = p_plan.ending_intensity, emotional_arc_description = p_plan.emotional_arc_description,
    turn_count = p_plan.turn_count, session_context = p_plan.session_context,
    expected_outcome = p_plan.expected_outcome, scenario = p_plan.scenario,
    required_review = p_plan.required_review, language = p_plan.language,
    plan_hash = public.training_value_hash(public.conversation_plan(p_plan))
  where c.conversation_id = p_plan.conversation_id;
end
$$;
revoke all on function public.conversation_write_plan(public.training_conversations)
  from public, anon, authenticated, service_role;
grant execute on function public.conversation_write_plan(public.training_conversations) to service_role;
comment on function public.conversation_write_plan(public.training_conversations) is
  'Writes a plan over a conversation''s, and notes it as shipped (plan_hash).';

create function public.conversation_write_seed(p_file jsonb)
returns void
language plpgsql
set search_path = ''
as $$
declare
  plan public.training_conversations := jsonb_populate_record(null::public.training_conversations, p_file -> 'plan');
  file_id constant text := plan.conversation_id;
begin
  insert into public.training_conversations as c (conversation_id, dataset_id, generation_status, generation_method,
    revision, is_seed_example, use_for_variations, variation_count_target, generated_at)
  values (file_id, plan.dataset_id, 'generated', 'manual', 1, true, (p_file ->> 'use_for_variations')::boolean,
    (p_file ->> 'variation_count_target')::integer, now())
  on conflict (conversation_id) do update set
    generation_status = 'generated', revision = c.revision + 1, generated_at = now(),
    use_for_variations = excluded.use_for_variations, variation_count_target = excluded.variation_count_target;
  perform public.conversation_write_plan(plan);
  delete from public.quality_findings f where f.conversation_id = file_id;
  delete from public.training_turns t where t.conversation_id = file_id; -- its annotations go with it
  perform public.conversation_write_turns(file_id, p_file -> 'turns');
  perform public.conversation_write_metrics(file_id,
    jsonb_populate_record(null::public.quality_metrics, p_file -> 'metrics'));
  insert into public.quality_findings
    (conversation_id, revision, turn_number, sentence_number, "check", severity, message, action, evidence)
  select file_id, c.revision, f.turn_number, f.sentence_number, f."check", f.severity, f.message, f.action,
    coalesce(f.evidence, '{}')
  from jsonb_populate_recordset(null::public.quality_findings, p_file -> 'findings') f
  cross join public.training_conversations c where c.conversation_id = file_id;
  update public.training_conversations c set generation_status = 'approved',
    shipped_hashes = jsonb_build_object('file', public.training_value_hash(p_file),
      'text', public.training_value_hash(public.conversation_text(file_id)))
  where c.conversation_id = file_id;
end
$$;
revoke all on function public.conversation_write_seed(jsonb) from public, anon, authenticated, service_role;
grant execute on function public.conversation_write_seed(jsonb) to service_role;
comment on function public.conversation_write_seed(jsonb) is
  'Writes a seed conversation, new or over the one there is (a further revision), approves it, and notes it as shipped.';

create function public.training_push_seed(p_file jsonb, p_replace boolean)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  file_id constant text := p_file #>> '{plan,conversation_id}';
  here public.training_conversations;
  was text;
  same boolean;
  edited jsonb;
begin
  select c.* into here from public.training_conversations c where c.conversation_id = file_id for no key update;
  if here.id is null then
    perform public.conversation_write_seed(p_file);
    return jsonb_build_array(public.training_pushed('seed', file_id, 'added'));
  elsif here.dataset_id <> p_file #>> '{plan,dataset_id}' or not here.is_seed_example then
    return jsonb_build_array(public.training_pushed('seed', file_id, 'left', '[]',
      case when here.is_seed_example then format('it is of dataset %s here', here.dataset_id)
        else 'it is no seed here' end));
  end if;
  was := public.training_value_hash(public.conversation_text(file_id));
  if not here.shipped_hashes ? 'text' and here.generation_status = 'approved' then
    -- Loaded before this was noted. It is the files' own when writing them would leave it as it is: tried, and undone.
    begin
      perform public.conversation_write_seed(p_file);
      same := (select public.training_value_hash(public.conversation_text(file_id)) = was
        and public.conversation_plan(c) = public.conversation_plan(here)
        from public.training_conversations c where c.conversation_id = file_id);
      raise exception using errcode = 'RP001';
    exception when sqlstate 'RP001' then
      null;
    end;
    if same then
      here.shipped_hashes := jsonb_build_object('file', public.training_value_hash(p_file), 'text', was);
      update public.training_conversations c set shipped_hashes = here.shipped_hashes where c.conversation_id = file_id;
    end if;
  end if;
  edited := case when public.training_value_hash(public.conversation_plan(here)) is distinct from here.plan_hash
      then '["plan"]'::jsonb else '[]' end
    || case when was is distinct from here.shipped_hashes ->> 'text' then '["text"]'::jsonb else '[]' end;
  if edited <> '[]' then
    return jsonb_build_array(public.training_pushed('seed', file_id, 'kept', edited,
      case when here.shipped_hashes ? 'text' then 'edited in the database'
        else 'differs from the files, and nothing says that they shipped it' end));
  elsif here.shipped_hashes ->> 'file' = public.training_value_hash(p_file) then
    return jsonb_build_array(public.training_pushed('seed', file_id, 'unchanged'));
  elsif not p_replace then
    return jsonb_build_array(public.training_pushed('seed', file_id, 'left', '[]',
      'seed.sql only adds seeds; rapport plan push brings the new text'));
  elsif here.generation_status <> 'approved' then
    return jsonb_build_array(public.training_pushed('seed', file_id, 'left', '[]',
      format('it is %s here, not approved', here.generation_status)));
  end if;
  perform public.conversation_write_seed(p_file);
  return jsonb_build_array(public.training_pushed('seed', file_id, 'updated'));
end
$$;
revoke all on function public.training_push_seed(jsonb, boolean) from public, anon, authenticated, service_role;
grant execute on function public.training_push_seed(jsonb, boolean) to service_role;
comment on function public.training_push_seed(jsonb, boolean) is
  'Adds a seed conversation; with p_replace also brings one that nobody edited to what the file says; lines of the report.';

create function public.training_push_plan(p_file jsonb)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  file public.training_conversations := jsonb_populate_record(null::public.training_conversations, p_file);
  here public.training_conversations;
  file_id constant text := file.conversation_id;
  file_hash constant text := public.training_value_hash(public.conversation_plan(file));
  here_hash text;
  live_job bigint;
  differing jsonb;
  outcome text := 'left';
  why text;
begin
  -- What a live job has is left, and read without a lock: claims lock conversations in the order of their jobs. What
  -- none has no job can take meanwhile (the jobs' advisory lock); it is locked against edits.
  select i.job_number into live_job from public.generation_job_items i
    where i.conversation_id = file_id and i.status in ('queued', 'running', 'waiting_batch');
  if live_job is null then
    select c.* into here from public.training_conversations c where c.conversation_id = file_id for no key update;
  else
    select c.* into here from public.training_conversations c where c.conversation_id = file_id;
  end if;
  if here.id is null then
    insert into public.training_conversations (conversation_id, dataset_id) values (file_id, file.dataset_id);
    perform public.conversation_write_plan(file);
    return jsonb_build_array(public.training_pushed('conversation', file_id, 'added'));
  end if;
  here_hash := public.training_value_hash(public.conversation_plan(here));
  if here_hash = file_hash then
    update public.training_conversations c set plan_hash = file_hash
      where c.conversation_id = file_id and c.plan_hash is distinct from file_hash and live_job is null;
    return jsonb_build_array(public.training_pushed('conversation', file_id, 'unchanged'));
  end if;
  select jsonb_agg(f.key order by f.key) into differing
    from jsonb_each(public.conversation_plan(file)) f
    where f.value is distinct from public.conversation_plan(here) -> f.key;
  if here.dataset_id <> file.dataset_id then
    why := format('it is of dataset %s here', here.dataset_id);
  elsif here.plan_hash is null or here.is_seed_example then
    why := 'it did not come from the files';
  elsif here_hash <> here.plan_hash then
    outcome := 'kept';
    why := case when here.plan_hash = file_hash then 'edited in the database'
      else 'edited in the database, and changed in the files' end;
  elsif live_job is not null then
    why := format('job #%s is to generate it; push again when the job has ended', live_job);
  elsif here.generation_status <> 'planned' then
    why := format('it is %s by the plan it has; rapport reset makes it planned again', here.generation_status);
  else
    outcome := 'updated';
    perform public.conversation_write_plan(file);
  end if;
  return jsonb_build_array(public.training_pushed('conversation', file_id, outcome, differing, why));
end
$$;
revoke all on function public.training_push_plan(jsonb) from public, anon, authenticated, service_role;
grant execute on function public.training_push_plan(jsonb) to service_role;
comment on function public.training_push_plan(jsonb) is
  'Adds a planned conversation, or brings its plan to what the file says while it is planned, free and unedited; lines of the report. parts: the columns that differ.';

create function public.training_push_beyond(p_file jsonb)
returns jsonb
language sql stable
set search_path = ''
as $$
  with said as (
    select f #>> '{dataset,dataset_id}' as dataset_id,
      array(select t ->> 'template_id' from jsonb_array_elements(f -> 'templates') t) as templates,
      array(select s #>> '{plan,conversation_id}' from jsonb_array_elements(f -> 'seeds') s)
        || array(select p ->> 'conversation_id' from jsonb_array_elements(f -> 'plans') p) as conversations
    from (values (p_file)) v (f)
  ), conversation as (
    select c.conversation_id, c.plan_hash is not null as shipped, c.generation_status
    from public.training_conversations c join said on said.dataset_id = c.dataset_id
    where c.conversation_id <> all (said.conversations)
  ), line as (
    select 1 as rank, t.template_id as id, public.training_pushed('template', t.template_id, 'only_in_database',
      '[]', 'no file of it; is_active = false ends its use') as line
    from public.conversation_templates t join said on said.dataset_id = t.dataset_id
    where t.template_id <> all (said.templates)
    union all
    select 2, c.conversation_id, public.training_pushed('conversation', c.conversation_id, 'only_in_database', '[]',
      format('no longer in the files; it is %s', c.generation_status))
    from conversation c where c.shipped
    union all
    -- Imports may be thousands: one line says how many.
    select 3, '', public.training_pushed('conversation', format('(%s of them)', count(*)), 'only_in_database', '[]',
      'imported, variations or added by hand')
    from conversation c where not c.shipped having count(*) > 0
  )
  select coalesce(jsonb_agg(l.line order by l.rank, l.id), '[]') from line l
$$;
revoke all on function public.training_push_beyond(jsonb) from public, anon, authenticated, service_role;
grant execute on function public.training_push_beyond(jsonb) to service_role;
comment on function public.training_push_beyond(jsonb) is
  'What a dataset has in the database and not in its files: lines of the report. Nothing of it is touched.';

create function public.training_plan_push(
  p_datasets jsonb, p_dry_run boolean default false, p_replace_seeds boolean default true
)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  moves constant text := coalesce(current_setting('rapport.moves', true), '');
  report jsonb := '[]';
  shipped jsonb;
  part jsonb;
begin
  if jsonb_typeof(p_datasets) is distinct from 'array' or exists (
    select 1 from jsonb_array_elements(p_datasets) d
    where jsonb_typeof(d #> '{dataset,dataset_id}') is distinct from 'string'
      or jsonb_typeof(d -> 'templates') is distinct from 'array' or jsonb_typeof(d -> 'seeds') is distinct from 'array'
      or jsonb_typeof(d -> 'plans') is distinct from 'array'
  ) then
    perform public.generation_refuse('22023', 'A push is a list of datasets, each with dataset, templates, seeds and plans.',
      'Use rapport plan push, or load supabase/seed.sql.', jsonb_build_object('type', jsonb_typeof(p_datasets)));
  end if;
  -- The jobs' own lock: no job takes a conversation while its plan is being written.
  perform pg_advisory_xact_lock(7261001);
  perform public.generation_as_worker(null);
  begin
    for shipped in select d from jsonb_array_elements(p_datasets) d loop
      report := report || public.training_push_dataset(shipped -> 'dataset');
      for part in select t from jsonb_array_elements(shipped -> 'templates') t loop
        report := report || public.training_push_template(part);
      end loop;
      for part in select s from jsonb_array_elements(shipped -> 'seeds') s loop
        report := report || public.training_push_seed(part, p_replace_seeds);
      end loop;
      for part in select p from jsonb_array_elements(shipped -> 'plans') p loop
        report := report || public.training_push_plan(part);
      end loop;
      report := report || public.training_push_beyond(shipped);
    end loop;
    -- What is checked at the end of a transaction is checked here, so that a dry run hears of it too.
    set constraints public.conversation_templates_references, public.training_conversations_born_approved,
      public.training_conversations_born_scored immediate;
    set constraints public.conversation_templates_references, public.training_conversations_born_approved,
      public.training_conversations_born_scored deferred;
    if p_dry_run then
      raise exception using errcode = 'RP002';
    end if;
  exception
    when sqlstate 'RP002' then
      null; -- everything above is undone; the report stays
    when unique_violation then
      perform public.generation_refuse('PT409', format('Something in the files is taken here already: %s.', sqlerrm),
        'A conversation_number is used once in its dataset: free the number in the database, or change the file. Nothing was changed.');
  end;
  perform set_config('rapport.moves', moves, true);
  return jsonb_build_object('dry_run', p_dry_run, 'lines', report, 'counts', (
    select coalesce(jsonb_object_agg(n.outcome, n.number), '{}')
    from (select l ->> 'outcome' as outcome, count(*) as number from jsonb_array_elements(report) l group by 1) n));
end
$$;
revoke all on function public.training_plan_push(jsonb, boolean, boolean) from public, anon, authenticated, service_role;
grant execute on function public.training_plan_push(jsonb, boolean, boolean) to service_role;
comment on function public.training_plan_push(jsonb, boolean, boolean) is
  'Brings datasets as their files have them ([{dataset, templates, seeds, plans}]) to the database and keeps what was edited there (seed.sql, rapport plan push). p_dry_run: the same report, nothing written. p_replace_seeds false: seeds that are there are left. Returns {dry_run, lines: [{kind, id, outcome, parts, why}], counts}.';

comment on column public.training_conversations.shipped_hashes is
  'Of a seed: hash of the file it was written from (file) and of its text as stored then (text). {} for everything else, whose plan_hash says it.';
comment on column public.training_conversations.plan_hash is
  'SHA-256 of the plan as the files last shipped it, in hex; null when it did not come from them. A plan whose hash differs was edited, and is kept by seed.sql and rapport plan push.';

insert into public.training_schema_versions (version, name, grants_fingerprint)
values ('20261125070200', 'plan_push', public.generation_grants_fingerprint());
