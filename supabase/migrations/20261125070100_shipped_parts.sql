-- Datasets and templates follow their files where nobody edited them.
--
-- Invariants: a value is replaced only when it is still what the files last shipped; the same files again change no
-- row.
--
-- Three ways: the file's value, the row's, and the hash of what was shipped (conversation_templates.shipped_hash for a
-- text, shipped_hashes for the rest). A value without a record of having been shipped is somebody's own, unless it
-- equals the file's.

alter table public.training_datasets
  add column shipped_hashes jsonb not null default '{}' check (jsonb_typeof(shipped_hashes) = 'object');
alter table public.conversation_templates
  add column shipped_hashes jsonb not null default '{}' check (jsonb_typeof(shipped_hashes) = 'object');

create function public.training_value_hash(p_value jsonb)
returns text
language sql immutable
set search_path = ''
as $$
  select encode(sha256(convert_to(p_value::text, 'UTF8')), 'hex')
$$;
revoke all on function public.training_value_hash(jsonb) from public, anon, authenticated, service_role;
grant execute on function public.training_value_hash(jsonb) to service_role;
comment on function public.training_value_hash(jsonb) is 'SHA-256, in hex, of a value''s text as jsonb writes it.';

create function public.training_three_ways(
  p_parts text[], p_file jsonb, p_row jsonb, out updated jsonb, out kept jsonb, out unrecorded jsonb, out hashes jsonb
)
returns record
language sql immutable
set search_path = ''
as $$
  select
    coalesce(jsonb_agg(h.part order by h.part) filter (where h.file <> h.here and h.here = h.shipped), '[]'),
    coalesce(jsonb_agg(h.part order by h.part) filter (where h.file <> h.here and h.here <> h.shipped), '[]'),
    coalesce(jsonb_agg(h.part order by h.part) filter (where h.file <> h.here and h.shipped is null), '[]'),
    p_row -> 'shipped_hashes'
      || coalesce(jsonb_object_agg(h.part, h.file) filter (where h.file = h.here or h.here = h.shipped), '{}')
  from (
    select p.part, public.training_value_hash(p_file -> p.part) as file,
      public.training_value_hash(p_row -> p.part) as here, p_row -> 'shipped_hashes' ->> p.part as shipped
    from unnest(p_parts) p (part)
  ) h
$$;
revoke all on function public.training_three_ways(text[], jsonb, jsonb) from public, anon, authenticated, service_role;
grant execute on function public.training_three_ways(text[], jsonb, jsonb) to service_role;
comment on function public.training_three_ways(text[], jsonb, jsonb) is
  'Which parts of a row follow its file (updated), which somebody edited (kept) or nothing says were shipped (unrecorded), and the row''s shipped_hashes afterwards.';

create function public.training_pushed(
  p_kind text, p_id text, p_outcome text, p_parts jsonb default '[]', p_why text default null
)
returns jsonb
language sql immutable
set search_path = ''
as $$
  select jsonb_build_object('kind', p_kind, 'id', p_id, 'outcome', p_outcome, 'parts', p_parts, 'why', p_why)
$$;
revoke all on function public.training_pushed(text, text, text, jsonb, text) from public, anon, authenticated, service_role;
grant execute on function public.training_pushed(text, text, text, jsonb, text) to service_role;
comment on function public.training_pushed(text, text, text, jsonb, text) is
  'One line of a push''s report: kind (dataset, template, seed, conversation), id, outcome (added, updated, kept, left, unchanged, only_in_database), the parts it is about, and why.';

-- Of a row whose parts go three ways: what was updated, what was kept and why; or that nothing was to be done.
create function public.training_pushed_parts(p_kind text, p_id text, p_updated jsonb, p_kept jsonb, p_unrecorded jsonb)
returns jsonb
language sql immutable
set search_path = ''
as $$
  select coalesce(jsonb_agg(public.training_pushed(p_kind, p_id, r.outcome, r.parts, r.why) order by r.position),
      jsonb_build_array(public.training_pushed(p_kind, p_id, 'unchanged')))
  from (values
    (1, 'updated', p_updated, null),
    (2, 'kept', p_kept, 'edited in the database'),
    (3, 'kept', p_unrecorded, 'differs from the files, and nothing says that they shipped it')
  ) r (position, outcome, parts, why)
  where r.parts <> '[]'
$$;
revoke all on function public.training_pushed_parts(text, text, jsonb, jsonb, jsonb)
  from public, anon, authenticated, service_role;
grant execute on function public.training_pushed_parts(text, text, jsonb, jsonb, jsonb) to service_role;
comment on function public.training_pushed_parts(text, text, jsonb, jsonb, jsonb) is
  'The lines of a push''s report about one row whose parts go three ways.';

create function public.training_push_dataset(p_file jsonb)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  parts constant text[] := array['name', 'id_prefix', 'language', 'profile', 'personas', 'quotas', 'facts',
    'quality_requirements'];
  file_id constant text := p_file ->> 'dataset_id';
  here jsonb;
  ways record;
  merged public.training_datasets;
begin
  select to_jsonb(d) into here from public.training_datasets d where d.dataset_id = file_id for no key update;
  if here is null then
    insert into public.training_datasets (dataset_id, name, id_prefix, language, profile, personas, quotas, facts,
      quality_requirements)
    select r.dataset_id, r.name, r.id_prefix, r.language, r.profile, r.personas, r.quotas, r.facts, r.quality_requirements
    from jsonb_populate_record(null::public.training_datasets, p_file) r
    returning to_jsonb(training_datasets.*) into here;
    select w.* into ways from public.training_three_ways(parts, here, here) w;
    update public.training_datasets d set shipped_hashes = ways.hashes where d.dataset_id = file_id;
    return jsonb_build_array(public.training_pushed('dataset', file_id, 'added'));
  end if;
  select w.* into ways from public.training_three_ways(parts, p_file, here) w;
  merged := jsonb_populate_record(null::public.training_datasets, here || (
    select coalesce(jsonb_object_agg(u.part, p_file -> u.part), '{}')
    from jsonb_array_elements_text(ways.updated) u (part)));
  update public.training_datasets d set
    name = merged.name, id_prefix = merged.id_prefix, language = merged.language, profile = merged.profile,
    personas = merged.personas, quotas = merged.quotas, facts = merged.facts,
    quality_requirements = merged.quality_requirements, shipped_hashes = ways.hashes
  where d.dataset_id = file_id and (ways.updated <> '[]' or d.shipped_hashes <> ways.hashes);
  return public.training_pushed_parts('dataset', file_id, ways.updated, ways.kept, ways.unrecorded);
end
$$;
revoke all on function public.training_push_dataset(jsonb) from public, anon, authenticated, service_role;
grant execute on function public.training_push_dataset(jsonb) to service_role;
comment on function public.training_push_dataset(jsonb) is
  'Adds a dataset, or brings those of its columns that nobody edited to what the file says; lines of the report.';

create function public.training_push_template(p_file jsonb)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  labels constant text[] := array['template_name', 'tier', 'arc'];
  file public.conversation_templates;
  here public.conversation_templates;
  there jsonb;
  ways record;
  merged jsonb;
  shipped text;
  text_hash text;
begin
  file := jsonb_populate_record(null::public.conversation_templates, p_file);
  select t.* into here from public.conversation_templates t where t.template_id = file.template_id for no key update;
  if here.id is null then
    insert into public.conversation_templates (template_id, dataset_id, template_name, tier, arc, structure,
      dialogue_prompt, annotation_prompt, instructions, variables, reference_conversation_ids, quality_requirements)
    values (file.template_id, file.dataset_id, file.template_name, file.tier, file.arc, file.structure,
      file.dialogue_prompt, file.annotation_prompt, file.instructions, file.variables, file.reference_conversation_ids,
      file.quality_requirements)
    returning to_jsonb(conversation_templates.*) into there;
    select w.* into ways from public.training_three_ways(labels, there, there) w;
    update public.conversation_templates t set shipped_hashes = ways.hashes where t.template_id = file.template_id;
    return jsonb_build_array(public.training_pushed('template', file.template_id, 'added'));
  elsif here.dataset_id <> file.dataset_id then
    return jsonb_build_array(public.training_pushed('template', file.template_id, 'left', '[]',
      format('it is of dataset %s here', here.dataset_id)));
  end if;
  there := to_jsonb(here);
  select w.* into ways from public.training_three_ways(labels, p_file, there) w;
  text_hash := public.conversation_template_hash(file);
  shipped := here.shipped_hash;
  merged := there || (select coalesce(jsonb_object_agg(u.part, p_file -> u.part), '{}')
    from jsonb_array_elements_text(ways.updated) u (part));
  if here.content_hash = text_hash then
    shipped := text_hash;
  elsif here.content_hash = here.shipped_hash then
    shipped := text_hash;
    ways.updated := ways.updated || '["text"]';
    merged := merged || jsonb_build_object('structure', file.structure, 'dialogue_prompt', file.dialogue_prompt,
      'annotation_prompt', file.annotation_prompt, 'instructions', file.instructions, 'variables', file.variables,
      'reference_conversation_ids', file.reference_conversation_ids,
      'quality_requirements', file.quality_requirements);
  else
    ways.kept := ways.kept || '["text"]';
  end if;
  file := jsonb_populate_record(null::public.conversation_templates, merged);
  update public.conversation_templates t set
    template_name = file.template_name, tier = file.tier, arc = file.arc, structure = file.structure,
    dialogue_prompt = file.dialogue_prompt, annotation_prompt = file.annotation_prompt,
    instructions = file.instructions, variables = file.variables,
    reference_conversation_ids = file.reference_conversation_ids, quality_requirements = file.quality_requirements,
    shipped_hash = shipped, shipped_hashes = ways.hashes
  where t.template_id = file.template_id
    and (ways.updated <> '[]' or t.shipped_hash <> shipped or t.shipped_hashes <> ways.hashes);
  return public.training_pushed_parts('template', file.template_id, ways.updated, ways.kept, ways.unrecorded);
end
$$;
revoke all on function public.training_push_template(jsonb) from public, anon, authenticated, service_role;
grant execute on function public.training_push_template(jsonb) to service_role;
comment on function public.training_push_template(jsonb) is
  'Adds a template, or brings its text and its labels to what the file says where nobody edited them; lines of the report.';

-- A dataset that was never updated since it was inserted is as it was shipped.
update public.training_datasets d set shipped_hashes = w.hashes
  from public.training_datasets e
  cross join lateral public.training_three_ways(
    array['name', 'id_prefix', 'language', 'profile', 'personas', 'quotas', 'facts', 'quality_requirements'],
    to_jsonb(e), to_jsonb(e)) w
  where e.dataset_id = d.dataset_id and d.updated_at = d.created_at;

comment on column public.training_datasets.shipped_hashes is
  'Hash of each column as the files last shipped it; a column whose hash differs, or is not here, was edited and is kept by seed.sql and rapport plan push.';
comment on column public.conversation_templates.shipped_hashes is
  'Hash of template_name, tier and arc as the files last shipped them (of the text: shipped_hash).';

insert into public.training_schema_versions (version, name, grants_fingerprint)
values ('20261125070100', 'shipped_parts', public.generation_grants_fingerprint());
