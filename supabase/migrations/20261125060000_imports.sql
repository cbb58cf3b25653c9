-- Conversations that come from files: where each came from, and how a file comes in whole or not at all.
--
-- Invariants: nothing of a file is to be seen before all of it is; a conversation is staged in one transaction and
-- checked there, a file is published in one. A staged part that no publication took is nobody's text: the import that
-- made it removes it, and any later import removes it when a day has passed. A source stays as long as a conversation
-- of it does. Seeds, and what is in a live job, are never written over by a draft; what a job can write is written by one.

create table public.conversation_sources (
  name text not null check (name <> ''),
  dataset_id text not null references public.training_datasets (dataset_id),
  conversations integer not null check (conversations >= 1),
  imported_by text,
  imported_at timestamptz not null default clock_timestamp(),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  dataset_metadata jsonb,
  consultant_profile jsonb,
  extras jsonb not null default '{}' check (jsonb_typeof(extras) = 'object'),
  id uuid primary key default gen_random_uuid()
);
create index conversation_sources_dataset_id_idx on public.conversation_sources (dataset_id);
alter table public.conversation_sources enable row level security;
revoke all on table public.conversation_sources from public, anon, authenticated, service_role;
grant select on table public.conversation_sources to authenticated;
grant select, insert, delete on table public.conversation_sources to service_role;
create policy "Members read every source" on public.conversation_sources for select to authenticated
  using (exists (select 1 from public.training_members m where m.user_id = (select auth.uid())));

alter table public.training_conversations
  add constraint training_conversations_source_id_fkey
  foreign key (source_id) references public.conversation_sources (id) on delete set null;
create index training_conversations_source_id_idx on public.training_conversations (source_id, source_position);

create table public.conversation_import_parts (
  import_id uuid not null,
  position integer not null check (position >= 0),
  conversation text not null,
  created_at timestamptz not null default clock_timestamp(),
  content jsonb not null check (jsonb_typeof(content) = 'object'),
  primary key (import_id, position),
  unique (import_id, conversation)
);
alter table public.conversation_import_parts enable row level security;
revoke all on table public.conversation_import_parts from public, anon, authenticated, service_role;
grant select, insert, update, delete on table public.conversation_import_parts to service_role;
create policy "The service key alone reads what is being imported" on public.conversation_import_parts
  for select to service_role using (true);

-- Why a conversation of a file may not come in; nothing when it may. A dry run asks this and no more.
create function public.conversation_import_check(p_conversation_id text, p_ready boolean, p_options jsonb)
returns void
language plpgsql
set search_path = ''
as $$
declare
  seed constant boolean := coalesce((p_options ->> 'seed')::boolean, false);
  replacing constant boolean := coalesce((p_options ->> 'replace')::boolean, false);
  there record;
  live_job bigint;
  problem text;
  advice text;
begin
  if coalesce(p_conversation_id !~ '^[A-Za-z0-9][A-Za-z0-9_.-]{0,98}$', true) then
    perform public.generation_refuse('22023', format('%s is no conversation_id.', coalesce(quote_nullable(left(p_conversation_id, 120)), 'null')),
      'Use up to 99 letters, digits, dots, dashes and underscores, a letter or digit first.',
      jsonb_build_object('conversation', p_conversation_id));
  elsif not exists (select 1 from public.training_datasets d where d.dataset_id = p_options ->> 'dataset_id') then
    perform public.generation_refuse('22023', format('There is no dataset %s.', coalesce(p_options ->> 'dataset_id', 'null')),
      'Choose one of training_datasets.dataset_id.', jsonb_build_object('dataset', p_options ->> 'dataset_id'));
  end if;
  select c.dataset_id, c.generation_status, c.is_seed_example, c.template_id into there
    from public.training_conversations c where c.conversation_id = p_conversation_id for no key update;
  select i.job_number into live_job from public.generation_job_items i
    where i.conversation_id = p_conversation_id and i.status in ('queued', 'running', 'waiting_batch');
  if there.dataset_id <> p_options ->> 'dataset_id' then
    problem := format('%s is a conversation of dataset %s.', p_conversation_id, there.dataset_id);
    advice := 'Give the conversation of the file another id, or name that dataset.';
  elsif there.generation_status = 'in_progress' or there.generation_status = 'planned' and there.template_id is not null then
    problem := format('%s is %s; a text from a file is not put in its place.', p_conversation_id, there.generation_status);
    advice := 'Give the conversation of the file another id: what is planned is written by a job.';
  elsif there.is_seed_example and not seed then
    problem := format('%s is a seed; a draft does not take its place.', p_conversation_id);
    advice := 'Give the conversation of the file another id, or import it over the seed with --as seed --replace.';
  elsif there.generation_status = 'planned' and not replacing then
    problem := format('%s is there already, planned, without a text and without a template.', p_conversation_id);
    advice := 'Give it its text with --replace, or give the conversation of the file another id.';
  elsif there.generation_status is not null and not replacing then
    problem := format('%s is there already (%s).', p_conversation_id, there.generation_status);
    advice := 'Replace its text with --replace, or give the conversation of the file another id.';
  elsif live_job is not null then
    problem := format('%s is in job #%s.', p_conversation_id, live_job);
    advice := 'Wait for that job or cancel it (requested_action = cancel), then import.';
  elsif seed and not coalesce(p_ready, false) then
    problem := format('%s cannot be a seed: its quality metrics do not say ready_for_training.', p_conversation_id);
    advice := 'Mend what rapport check finds in the file, or import it as a draft.';
  end if;
  if problem is not null then
    perform public.generation_refuse('PT409', problem, advice, jsonb_build_object('conversation', p_conversation_id,
      'status', there.generation_status, 'seed', there.is_seed_example, 'live_job', live_job));
  end if;
end
$$;
revoke all on function public.conversation_import_check(text, boolean, jsonb) from public, anon, authenticated, service_role;
grant execute on function public.conversation_import_check(text, boolean, jsonb) to service_role;
comment on function public.conversation_import_check(text, boolean, jsonb) is
  'Refuses a conversation of a file: a bad id or dataset (22023), one whose id is taken by what it may not replace, a seed that is not p_ready for training (PT409). p_options: {dataset_id, replace, seed}.';

create function public.conversation_import_add(p_import_id uuid, p_position integer, p_content jsonb, p_options jsonb)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  name text := p_content #>> '{conversation,conversation_id}';
begin
  if jsonb_typeof(p_content -> 'conversation') is distinct from 'object'
    or jsonb_typeof(p_content -> 'turns') is distinct from 'array' or jsonb_array_length(p_content -> 'turns') = 0
    or jsonb_typeof(p_content -> 'metrics') is distinct from 'object'
    or jsonb_typeof(p_content -> 'findings') is distinct from 'array'
    or (select array_agg((t ->> 'turn_number')::integer order by (t ->> 'turn_number')::integer)
        from jsonb_array_elements(p_content -> 'turns') t)
      <> (select array_agg(n) from generate_series(1, jsonb_array_length(p_content -> 'turns')) n) then
    perform public.generation_refuse('22023', 'A conversation is imported whole: turns numbered from 1, metrics, findings.',
      'Send conversation, turns, metrics and findings.', jsonb_build_object('conversation', name));
  end if;
  perform public.conversation_import_check(name, (p_content #>> '{metrics,ready_for_training}')::boolean, p_options);
  delete from public.conversation_import_parts p
    where p.import_id <> p_import_id and p.created_at < clock_timestamp() - interval '1 day';
  insert into public.conversation_import_parts as p (import_id, position, conversation, content)
  values (p_import_id, p_position, name, p_content)
  on conflict (import_id, position) do update set content = excluded.content, conversation = excluded.conversation;
  return jsonb_build_object('answer', 'staged');
end
$$;
revoke all on function public.conversation_import_add(uuid, integer, jsonb, jsonb) from public, anon, authenticated, service_role;
grant execute on function public.conversation_import_add(uuid, integer, jsonb, jsonb) to service_role;
comment on function public.conversation_import_add(uuid, integer, jsonb, jsonb) is
  'Stages one conversation of a file, {conversation, turns, metrics, findings}, checked as it will be published; asked again it is staged again. p_options: {dataset_id, replace, seed}. Also removes what imports of more than a day ago left. Returns {answer: staged}.';

create function public.conversation_import_undo(p_import_id uuid)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  removed integer;
begin
  delete from public.conversation_import_parts p where p.import_id = p_import_id;
  get diagnostics removed = row_count;
  return jsonb_build_object('answer', 'undone', 'parts', removed);
end
$$;
revoke all on function public.conversation_import_undo(uuid) from public, anon, authenticated, service_role;
grant execute on function public.conversation_import_undo(uuid) to service_role;
comment on function public.conversation_import_undo(uuid) is
  'Removes what an import has staged and not published, and nothing else. Returns {answer: undone, parts}.';

create function public.conversation_import_write(p_part public.conversation_import_parts, p_source_id uuid, p_options jsonb)
returns text
language plpgsql
set search_path = ''
as $$
declare
  given public.training_conversations := jsonb_populate_record(null::public.training_conversations, p_part.content -> 'conversation');
  turns jsonb := p_part.content -> 'turns';
  metrics public.quality_metrics := jsonb_populate_record(null::public.quality_metrics, p_part.content -> 'metrics');
  seed boolean := coalesce((p_options ->> 'seed')::boolean, false);
  state text := case when metrics.needs_review and not seed then 'needs_review' else 'none' end;
  bare boolean; -- there, but reset: no text is replaced
  written integer;
  fate text := 'imported';
begin
  perform public.conversation_import_check(p_part.conversation, metrics.ready_for_training, p_options);
  bare := exists (select 1 from public.training_conversations c
    where c.conversation_id = p_part.conversation and c.generation_status = 'planned');
  update public.training_conversations c set
    generation_status = 'generated', revision = c.revision + 1, review_state = state,
    persona_type = given.persona_type, persona_name = given.persona_name, persona_description = given.persona_description,
    session_context = given.session_context, expected_outcome = given.expected_outcome,
    starting_emotion = given.starting_emotion, starting_intensity = given.starting_intensity,
    ending_emotion = given.ending_emotion, ending_intensity = given.ending_intensity,
    turn_count = jsonb_array_length(turns), extras = coalesce(given.extras, '{}'),
    use_for_variations = coalesce(given.use_for_variations, false), variation_count_target = given.variation_count_target,
    generation_method = given.generation_method, generated_at = clock_timestamp(),
    is_seed_example = seed, tier = case when seed then coalesce(c.tier, 'seed') else c.tier end,
    source_id = p_source_id, source_position = p_part.position,
    models = null, template_version = null, generation_seconds = null, generation_cost_usd = null, last_job_id = null,
    last_error_code = null, last_error_message = null
  where c.conversation_id = p_part.conversation
  returning c.revision into written;
  if found then
    fate := case when bare then 'imported' else 'replaced' end;
    delete from public.quality_findings f where f.conversation_id = p_part.conversation;
    delete from public.training_turns t where t.conversation_id = p_part.conversation;
  else
    written := 1;
    insert into public.training_conversations (
      conversation_id, dataset_id, generation_status, review_state, tier, persona_type, persona_name,
      persona_description, starting_emotion, starting_intensity, ending_emotion, ending_intensity, turn_count,
      session_context, expected_outcome, language, is_seed_example, use_for_variations, variation_count_target,
      revision, generation_method, generated_at, source_id, source_position, extras, created_by_name)
    select p_part.conversation, d.dataset_id, 'generated', state, case when seed then 'seed' end,
      given.persona_type, given.persona_name, given.persona_description, given.starting_emotion,
      given.starting_intensity, given.ending_emotion, given.ending_intensity, jsonb_array_length(turns),
      given.session_context, given.expected_outcome, d.language, seed, coalesce(given.use_for_variations, false),
      given.variation_count_target, written, given.generation_method, clock_timestamp(), p_source_id,
      p_part.position, coalesce(given.extras, '{}'), coalesce(p_options ->> 'by', current_user)
    from public.training_datasets d where d.dataset_id = p_options ->> 'dataset_id';
  end if;
  perform public.conversation_write_turns(p_part.conversation, turns);
  perform public.conversation_write_metrics(p_part.conversation, metrics);
  insert into public.quality_findings
    (conversation_id, revision, turn_number, sentence_number, "check", severity, message, action, evidence)
  select p_part.conversation, written, f.turn_number, f.sentence_number, f."check", f.severity, f.message,
    f.action, coalesce(f.evidence, '{}')
  from jsonb_populate_recordset(null::public.quality_findings, p_part.content -> 'findings') f;
  if seed then
    update public.training_conversations c set generation_status = 'approved'
      where c.conversation_id = p_part.conversation;
  end if;
  return fate;
exception when integrity_constraint_violation or data_exception then
  perform public.generation_refuse('22023', format('%s cannot be stored: %s.', p_part.conversation, sqlerrm),
    'If the file is as it should be, this is a fault of the import: report it with the file.',
    jsonb_build_object('conversation', p_part.conversation, 'sqlstate', sqlstate));
end
$$;
revoke all on function public.conversation_import_write(public.conversation_import_parts, uuid, jsonb) from public, anon, authenticated, service_role;
grant execute on function public.conversation_import_write(public.conversation_import_parts, uuid, jsonb) to service_role;
comment on function public.conversation_import_write(public.conversation_import_parts, uuid, jsonb) is
  'Writes one staged conversation, over the one of its id where that may be replaced. Returns imported or replaced.';

-- One transaction a file. PostgREST takes the time limit from here for the whole request (db-hoisted-tx-settings).
create function public.conversation_import_finish(p_import_id uuid, p_source jsonb, p_expected integer, p_options jsonb)
returns jsonb
language plpgsql
set search_path = ''
set statement_timeout = '300s'
as $$
declare
  part public.conversation_import_parts;
  done jsonb := '[]';
  former uuid[];
begin
  -- The jobs' own lock: no job takes a conversation while its text is being replaced.
  if coalesce((p_options ->> 'replace')::boolean, false) then
    perform pg_advisory_xact_lock(7261001);
  end if;
  -- Asked twice at once, the second waits here and then finds the source.
  perform pg_advisory_xact_lock(hashtextextended(p_import_id::text, 7261002));
  if exists (select 1 from public.conversation_sources s where s.id = p_import_id) then
    return jsonb_build_object('answer', 'already_imported', 'source_id', p_import_id);
  elsif (select count(*) from public.conversation_import_parts p where p.import_id = p_import_id) <> p_expected then
    perform public.generation_refuse('PT409', 'Not all of the file is here.', 'Import the file again.',
      jsonb_build_object('expected', p_expected, 'import', p_import_id));
  end if;
  perform public.generation_as_worker(null);
  select array_agg(distinct c.source_id) into former
    from public.training_conversations c
    join public.conversation_import_parts p on p.conversation = c.conversation_id
    where p.import_id = p_import_id and c.source_id is not null;
  insert into public.conversation_sources
    (id, name, dataset_id, conversations, imported_by, sha256, dataset_metadata, consultant_profile, extras)
  values (p_import_id, p_source ->> 'name', p_options ->> 'dataset_id', p_expected, p_options ->> 'by',
    p_source ->> 'sha256', nullif(p_source -> 'dataset_metadata', 'null'), nullif(p_source -> 'consultant_profile', 'null'),
    coalesce(p_source -> 'extras', '{}'));
  for part in select p.* from public.conversation_import_parts p where p.import_id = p_import_id order by p.position loop
    done := done || jsonb_build_object('conversation_id', part.conversation,
      'fate', public.conversation_import_write(part, p_import_id, p_options));
  end loop;
  delete from public.conversation_import_parts p where p.import_id = p_import_id;
  delete from public.conversation_sources s where s.id = any (former)
    and not exists (select 1 from public.training_conversations c where c.source_id = s.id);
  insert into public.generation_events (stage, message)
  values ('import', left(format('Imported %s by %s: %s conversations as %s, %s of them over an earlier text',
    p_source ->> 'name', coalesce(p_options ->> 'by', current_user), p_expected,
    case when (p_options ->> 'seed')::boolean then 'seeds' else 'drafts' end,
    (select count(*) from jsonb_array_elements(done) d where d ->> 'fate' = 'replaced')), 4000));
  return jsonb_build_object('answer', 'imported', 'source_id', p_import_id, 'conversations', done);
end
$$;
revoke all on function public.conversation_import_finish(uuid, jsonb, integer, jsonb) from public, anon, authenticated, service_role;
grant execute on function public.conversation_import_finish(uuid, jsonb, integer, jsonb) to service_role;
comment on function public.conversation_import_finish(uuid, jsonb, integer, jsonb) is
  'Publishes a staged file, all of its p_expected conversations or none, in one transaction. p_source: {name, sha256, dataset_metadata, consultant_profile, extras}; p_options: {dataset_id, replace, seed, by}. Returns {answer: imported or already_imported, source_id, conversations: [{conversation_id, fate}]}.';

create function public.conversation_import_others(p_dataset_id text, p_conversation_id text, p_messages jsonb)
returns jsonb
language sql stable
set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('conversation_id', a.conversation_id, 'messages', (
      select jsonb_agg(m.message order by t.turn_number, m.place)
      from public.training_turns t
      cross join lateral (values (1, t.user_input), (2, t.target_response)) m (place, message)
      where t.conversation_id = a.conversation_id)) order by a.conversation_id), '[]')
  from (
    select s.conversation_id
    from public.conversation_sketches s
    where s.conversation_id <> p_conversation_id and s.dataset_id = p_dataset_id
      -- as conversation_lookalikes, for a conversation that is not there yet
      and s.hash = any (array(select h.hash from public.conversation_sketch(p_messages) h (hash)))
    group by s.conversation_id
    having count(*) >= 12
    order by count(*) desc, s.conversation_id limit 10
  ) a
$$;
revoke all on function public.conversation_import_others(text, text, jsonb) from public, anon, authenticated, service_role;
grant execute on function public.conversation_import_others(text, text, jsonb) to service_role;
comment on function public.conversation_import_others(text, text, jsonb) is
  'The conversations of a dataset whose texts come close to these messages, ten at most, each with its messages: [{conversation_id, messages}].';

comment on table public.conversation_sources is
  'A file conversations were imported from. With the rows of its conversations it gives the file back, equal as a JSON value (rapport export).';
comment on column public.conversation_sources.name is 'The file''s name, below the folder that was imported.';
comment on column public.conversation_sources.dataset_id is 'The dataset it was imported into.';
comment on column public.conversation_sources.conversations is 'How many conversations it brought.';
comment on column public.conversation_sources.imported_by is 'Who imported it, as the command line names them; null when seed.sql did.';
comment on column public.conversation_sources.imported_at is 'When it was published.';
comment on column public.conversation_sources.sha256 is 'SHA-256 of the file''s bytes, in hex.';
comment on column public.conversation_sources.dataset_metadata is 'dataset_metadata as the file has it; null when it has none.';
comment on column public.conversation_sources.consultant_profile is 'consultant_profile as the file has it; null when it has none.';
comment on column public.conversation_sources.extras is
  'What else stands at the top of the file, as a patch, and in "order" the order of its turns ([source_position, turn_number]) where they are not grouped and ascending.';
comment on column public.conversation_sources.id is 'Primary key; training_conversations.source_id names it.';
comment on table public.conversation_import_parts is
  'Conversations of a file that is being imported, until all of it is here. Only the import reads it; what is a day old was left by an import that was killed, and the next one removes it.';
comment on column public.conversation_import_parts.import_id is 'The import; becomes the id of the source.';
comment on column public.conversation_import_parts.position is 'Place in the file, from 0.';
comment on column public.conversation_import_parts.conversation is 'The conversation''s id in the file; there may be none of it in training_conversations yet.';
comment on column public.conversation_import_parts.created_at is 'When it was staged.';
comment on column public.conversation_import_parts.content is '{conversation, turns, metrics, findings} as they will be written.';
comment on column public.training_turns.extras is
  'What an imported file said of the turn that no column holds: a patch (docs/interchange.md), the shape of its history, and which places repeat another turn''s emotion.';
comment on column public.emotional_context.extras is 'What an imported file said here that no column holds: a patch (docs/interchange.md).';
comment on column public.response_strategies.extras is 'What an imported file said here that no column holds: a patch (docs/interchange.md).';
comment on column public.response_breakdowns.extras is 'What an imported file said here that no column holds: a patch (docs/interchange.md).';
comment on column public.training_conversations.extras is
  'What an imported file said of the conversation that no column holds: archetype, where that is no persona''s of the dataset.';

insert into public.training_schema_versions (version, name, grants_fingerprint)
values ('20261125060000', 'imports', public.generation_grants_fingerprint());
