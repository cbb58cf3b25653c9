-- The old texts of edited templates, and prompts that name only what there is.
--
-- Invariants: every text a template had since this migration stands in conversation_template_versions, the present one
-- too, and no row of it is changed; so an item can be worked with the version it was queued with, whatever was edited
-- since. A prompt holds {{names}} the program can fill in and no other braces, whoever edits it, and variables
-- lists exactly those.

create table public.conversation_template_versions (
  template_id text not null references public.conversation_templates (template_id) on delete cascade,
  version integer not null check (version >= 1),
  created_by_name text not null,
  created_at timestamptz not null default clock_timestamp(),
  structure text not null,
  dialogue_prompt text not null,
  annotation_prompt text not null,
  instructions text not null,
  variables jsonb not null,
  reference_conversation_ids jsonb not null,
  quality_requirements jsonb not null,
  content_hash text not null,
  id uuid primary key default gen_random_uuid(),
  unique (template_id, version)
);
alter table public.conversation_template_versions enable row level security;
revoke all on table public.conversation_template_versions from public, anon, authenticated, service_role;
grant select on table public.conversation_template_versions to authenticated, service_role;
create policy "Members read every version of a template" on public.conversation_template_versions
  for select to authenticated
  using (exists (select 1 from public.training_members m where m.user_id = (select auth.uid())));
insert into public.conversation_template_versions (template_id, version, created_by_name, created_at, structure,
  dialogue_prompt, annotation_prompt, instructions, variables, reference_conversation_ids, quality_requirements,
  content_hash)
select t.template_id, t.version, 'kept when Rapport began to keep versions', t.updated_at, t.structure,
  t.dialogue_prompt, t.annotation_prompt, t.instructions, t.variables, t.reference_conversation_ids,
  t.quality_requirements, t.content_hash
from public.conversation_templates t;

create trigger conversation_template_versions_by_hand before insert or update or delete
  on public.conversation_template_versions
  for each row when (pg_trigger_depth() = 0)
  execute function public.generation_not_by_hand(
    'Edit the template: its new text is kept here as a new version, and the old one stays.');
create trigger conversation_template_versions_not_truncated before truncate on public.conversation_template_versions
  for each statement execute function public.generation_not_by_hand(
    'Versions are kept: they say what generated conversations were asked with.');

create function public.conversation_template_hash(p_template public.conversation_templates)
returns text
language sql immutable
set search_path = ''
as $$
  select encode(sha256(convert_to(jsonb_build_array(
    p_template.structure, p_template.dialogue_prompt, p_template.annotation_prompt, p_template.instructions,
    p_template.variables, p_template.reference_conversation_ids, p_template.quality_requirements)::text, 'UTF8')), 'hex')
$$;
revoke all on function public.conversation_template_hash(public.conversation_templates)
  from public, anon, authenticated, service_role;
grant execute on function public.conversation_template_hash(public.conversation_templates) to service_role;
comment on function public.conversation_template_hash(public.conversation_templates) is
  'SHA-256, in hex, of a template''s text: what content_hash holds.';

-- Definer: it runs for whoever edits a template, and members execute no function of ours.
create or replace function public.conversation_template_stamp()
returns trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  new.content_hash := public.conversation_template_hash(new);
  if tg_op = 'INSERT' then
    new.version := coalesce(new.version, 1);
  elsif new.content_hash is distinct from old.content_hash then
    new.version := old.version + 1;
  else
    new.version := old.version;
  end if;
  new.shipped_hash := coalesce(new.shipped_hash, new.content_hash);
  new.updated_at := clock_timestamp();
  return new;
end
$$;

create function public.conversation_template_keep()
returns trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  insert into public.conversation_template_versions (template_id, version, created_by_name, structure,
    dialogue_prompt, annotation_prompt, instructions, variables, reference_conversation_ids, quality_requirements,
    content_hash)
  select new.template_id, new.version, a.name, new.structure, new.dialogue_prompt, new.annotation_prompt,
    new.instructions, new.variables, new.reference_conversation_ids, new.quality_requirements, new.content_hash
  from public.generation_actor() a;
  return null;
end
$$;
revoke all on function public.conversation_template_keep() from public, anon, authenticated, service_role;
comment on function public.conversation_template_keep() is
  'Trigger: keeps the text of a template as it is born and as often as its version rises.';
create trigger conversation_templates_keep_birth after insert on public.conversation_templates
  for each row execute function public.conversation_template_keep();
create trigger conversation_templates_keep_edit after update on public.conversation_templates
  for each row when (new.version is distinct from old.version)
  execute function public.conversation_template_keep();

-- What the program fills in (worker/generation/prompts.py, compared by tests/sql/test_template_versions.py), and the
-- further facts of the dataset's consultant. Instructions open a prompt that many conversations share, so they may use
-- only what is the same for all of them.
create function public.conversation_template_variables(p_dataset_id text, p_shared boolean default false)
returns text[]
language sql stable
set search_path = ''
as $$
  select array_agg(distinct v.name order by v.name) from (
    select unnest(array['consultant_business', 'consultant_credential', 'consultant_name', 'dataset_name', 'habits',
      'indicator_categories', 'language', 'nevers', 'personas', 'principles'])
    union all
    select unnest(array['afterwards', 'age', 'boundary', 'client_archetype', 'client_voice', 'concerns',
      'conversation_id', 'dominant_emotions', 'emotional_arc_description', 'ending_emotion', 'ending_intensity',
      'expected_outcome', 'family', 'figures', 'income', 'learning_objectives', 'persona_description', 'persona_name',
      'persona_type', 'place', 'referral', 'response_words', 'session_context', 'setup', 'starting_emotion',
      'starting_intensity', 'topic_category', 'topic_description', 'turn_count', 'turn_plan', 'work'])
    where not p_shared
    union all
    select 'consultant_' || e.key
    from public.training_datasets d
    cross join lateral jsonb_each(case when jsonb_typeof(d.profile -> 'consultant') = 'object'
      then d.profile -> 'consultant' else '{}' end) e
    where d.dataset_id = p_dataset_id and jsonb_typeof(e.value) in ('string', 'number', 'boolean')
  ) v (name)
$$;
revoke all on function public.conversation_template_variables(text, boolean)
  from public, anon, authenticated, service_role;
grant execute on function public.conversation_template_variables(text, boolean) to service_role;
comment on function public.conversation_template_variables(text, boolean) is
  'The {{names}} a prompt of the dataset may use, sorted; with p_shared only those that are the same for all its conversations, which is what instructions may use.';

create function public.conversation_template_prompts()
returns trigger
language plpgsql security definer
set search_path = ''
as $$
declare
  placeholder constant text := '\{\{\s*([A-Za-z_][A-Za-z0-9_]*)\s*\}\}';
  known text[] := public.conversation_template_variables(new.dataset_id);
  shared text[] := public.conversation_template_variables(new.dataset_id, true);
  prompt record;
  stray text;
  used text[] := '{}';
  unknown jsonb;
begin
  for prompt in
    select p.field, p.text from (values ('dialogue_prompt', new.dialogue_prompt),
      ('annotation_prompt', new.annotation_prompt), ('instructions', new.instructions)) p (field, text)
  loop
    stray := substring(regexp_replace(prompt.text, placeholder, '', 'g') from '\{\{|\}\}');
    if stray is not null then
      perform public.generation_refuse('22023',
        format('%s of template %s has ''%s'' outside a placeholder.', prompt.field, new.template_id, stray),
        'A placeholder is {{name}}: letters, digits and underscores between two braces on each side, and nothing else.',
        jsonb_build_object('template', new.template_id, 'field', prompt.field, 'stray', stray));
    end if;
    select jsonb_agg(distinct m.found[1]) into unknown
      from regexp_matches(prompt.text, placeholder, 'g') m (found)
      where m.found[1] <> all (case prompt.field when 'instructions' then shared else known end);
    if unknown is not null then
      perform public.generation_refuse('22023',
        format('%s of template %s uses what it cannot have: %s.', prompt.field, new.template_id,
          (select string_agg(format('{{%s}}', u), ', ') from jsonb_array_elements_text(unknown) u)),
        format('Known there: %s.', array_to_string(case prompt.field when 'instructions' then shared else known end, ', ')),
        jsonb_build_object('template', new.template_id, 'field', prompt.field, 'unknown', unknown));
    end if;
    used := used || array(select m.found[1] from regexp_matches(prompt.text, placeholder, 'g') m (found));
  end loop;
  select jsonb_agg(distinct v) into unknown from jsonb_array_elements_text(new.variables) v where v <> all (known);
  if unknown is not null then
    perform public.generation_refuse('22023',
      format('variables of template %s names what there is not: %s.', new.template_id,
        (select string_agg(u, ', ') from jsonb_array_elements_text(unknown) u)),
      format('Known there: %s.', array_to_string(known, ', ')),
      jsonb_build_object('template', new.template_id, 'field', 'variables', 'unknown', unknown));
  end if;
  -- The list follows the texts, in the order it was given as far as it goes.
  select coalesce(jsonb_agg(n.name order by n.listed, n.name), '[]') into new.variables from (
    select u.name, min(l.position) as listed
    from (select distinct unnest(used)) u (name)
    left join jsonb_array_elements_text(new.variables) with ordinality l (name, position) on l.name = u.name
    group by u.name
  ) n;
  return new;
end
$$;
revoke all on function public.conversation_template_prompts() from public, anon, authenticated, service_role;
comment on function public.conversation_template_prompts() is
  'Trigger: refuses (22023) a prompt with a name nobody can fill in, or with broken braces; variables follows the texts.';
-- Before conversation_templates_stamp, which hashes what this leaves.
create trigger conversation_templates_prompts
  before insert or update of dataset_id, dialogue_prompt, annotation_prompt, instructions, variables
  on public.conversation_templates
  for each row execute function public.conversation_template_prompts();

comment on table public.conversation_template_versions is
  'Every text a template had, the present one too: what its generated conversations were asked with. Written by trigger alone.';
comment on column public.conversation_template_versions.template_id is 'The template.';
comment on column public.conversation_template_versions.version is 'Which of its texts; 1 is the first.';
comment on column public.conversation_template_versions.created_by_name is 'Who wrote it, by name.';
comment on column public.conversation_template_versions.created_at is 'When it was written; for texts older than this table, when the template last changed.';
comment on column public.conversation_template_versions.structure is 'The arc turn by turn.';
comment on column public.conversation_template_versions.dialogue_prompt is 'What the dialogue stage is asked, with {{variables}}.';
comment on column public.conversation_template_versions.annotation_prompt is 'What the annotate stage is asked, with {{variables}}.';
comment on column public.conversation_template_versions.instructions is 'The system instructions.';
comment on column public.conversation_template_versions.variables is 'The variables these prompts use.';
comment on column public.conversation_template_versions.reference_conversation_ids is 'The conversations that exemplified it.';
comment on column public.conversation_template_versions.quality_requirements is 'What it asked beyond or instead of the dataset''s bar, field by field.';
comment on column public.conversation_template_versions.content_hash is 'SHA-256 of the text, in hex.';
comment on column public.conversation_template_versions.id is 'Primary key of this table, no more.';
comment on column public.conversation_templates.version is
  'Rises by one when the text changes, and conversation_template_versions keeps the old one; a job''s items are worked with the version they were queued with. Set by trigger.';
comment on column public.conversation_templates.variables is
  'List of the variable names the prompts use, all of them and no more. Follows the prompts by trigger; an unknown name is refused.';
comment on column public.generation_job_items.template_version is
  'Version of the template when the item was queued; its text is what the item is worked with, even if the template was edited since.';

insert into public.training_schema_versions (version, name, grants_fingerprint)
values ('20261125070000', 'template_versions', public.generation_grants_fingerprint());
