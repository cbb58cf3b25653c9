-- Datasets, prompt templates and conversations: what is planned, and what became of it.
--
-- Invariants: text ids never change; a template's version and hash follow its text; a template's reference
-- conversations exist. Which status may follow which is in conversation_status.

create table public.training_datasets (
  dataset_id text not null unique check (dataset_id ~ '^[a-z0-9][a-z0-9_-]{0,62}$'),
  name text not null check (name <> ''),
  id_prefix text not null check (id_prefix <> ''),
  language text not null default 'en',
  profile jsonb not null default '{}' check (jsonb_typeof(profile) = 'object'),
  personas jsonb not null default '[]' check (jsonb_typeof(personas) in ('array', 'object')),
  quotas jsonb not null default '{}' check (jsonb_typeof(quotas) in ('array', 'object')),
  facts jsonb not null default '[]' check (jsonb_typeof(facts) in ('array', 'object')),
  quality_requirements jsonb not null default '{}' check (jsonb_typeof(quality_requirements) = 'object'),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  id uuid primary key default gen_random_uuid()
);
alter table public.training_datasets enable row level security;
revoke all on table public.training_datasets from public, anon, authenticated, service_role;
grant select on table public.training_datasets to authenticated;
grant select, insert, update on table public.training_datasets to service_role;
create policy "Members read every dataset" on public.training_datasets for select to authenticated
  using (exists (select 1 from public.training_members m where m.user_id = (select auth.uid())));
create trigger training_datasets_touch before update on public.training_datasets
  for each row execute function public.training_touch_updated_at();

create table public.conversation_templates (
  template_id text not null unique check (template_id ~ '^[a-z0-9][a-z0-9_]{0,62}$'),
  dataset_id text not null references public.training_datasets (dataset_id),
  template_name text not null check (template_name <> ''),
  tier text not null check (tier in ('seed', 'tier1_template', 'tier2_scenario', 'tier3_edge')),
  arc text not null default '',
  version integer not null default 1 check (version >= 1),
  is_active boolean not null default true,
  structure text not null default '',
  dialogue_prompt text not null,
  annotation_prompt text not null,
  instructions text not null,
  variables jsonb not null default '[]' check (jsonb_typeof(variables) = 'array'),
  reference_conversation_ids jsonb not null default '[]' check (jsonb_typeof(reference_conversation_ids) = 'array'),
  quality_requirements jsonb not null default '{}' check (jsonb_typeof(quality_requirements) = 'object'),
  content_hash text,
  shipped_hash text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  id uuid primary key default gen_random_uuid()
);
create index conversation_templates_dataset_id_idx on public.conversation_templates (dataset_id);
alter table public.conversation_templates enable row level security;
revoke all on table public.conversation_templates from public, anon, authenticated, service_role;
grant select on table public.conversation_templates to authenticated;
grant update (template_name, arc, structure, dialogue_prompt, annotation_prompt, instructions, variables)
  on table public.conversation_templates to authenticated;
grant select, insert, update on table public.conversation_templates to service_role;
create policy "Members read every template" on public.conversation_templates for select to authenticated
  using (exists (select 1 from public.training_members m where m.user_id = (select auth.uid())));
create policy "Managers edit the text of templates" on public.conversation_templates for update to authenticated
  using (exists (
    select 1 from public.training_members m where m.user_id = (select auth.uid()) and m.role = 'manager'))
  with check (exists (
    select 1 from public.training_members m where m.user_id = (select auth.uid()) and m.role = 'manager'));

create function public.conversation_template_stamp()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  new.content_hash := encode(sha256(convert_to(jsonb_build_array(
    new.structure, new.dialogue_prompt, new.annotation_prompt, new.instructions, new.variables,
    new.reference_conversation_ids, new.quality_requirements)::text, 'UTF8')), 'hex');
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
revoke all on function public.conversation_template_stamp() from public, anon, authenticated, service_role;
comment on function public.conversation_template_stamp() is
  'Trigger: content_hash follows the text, version rises by one when it changes, shipped_hash is the shipped text''s (given as null: the text now written is what is shipped).';
create trigger conversation_templates_stamp before insert or update on public.conversation_templates
  for each row execute function public.conversation_template_stamp();

create table public.training_conversations (
  conversation_number integer check (conversation_number >= 1),
  conversation_id text not null unique check (conversation_id ~ '^[A-Za-z0-9][A-Za-z0-9_.-]{0,98}$'),
  dataset_id text not null references public.training_datasets (dataset_id),
  generation_status text not null default 'planned'
    check (generation_status in ('planned', 'in_progress', 'generated', 'reviewed', 'approved')),
  review_state text not null default 'none' check (review_state in ('none', 'needs_review', 'rejected')),
  quality_score numeric(3, 2) check (quality_score between 1 and 5),
  tier text check (tier in ('seed', 'tier1_template', 'tier2_scenario', 'tier3_edge')),
  persona_type text,
  persona_name text,
  persona_description text,
  topic_category text,
  topic_description text,
  template_id text references public.conversation_templates (template_id),
  tier_batch integer check (tier_batch >= 1),
  starting_emotion text,
  starting_intensity numeric check (starting_intensity between 0 and 1),
  ending_emotion text,
  ending_intensity numeric check (ending_intensity between 0 and 1),
  emotional_arc_description text,
  turn_count integer check (turn_count >= 1),
  session_context text,
  expected_outcome text,
  scenario jsonb not null default '{}' check (jsonb_typeof(scenario) = 'object'),
  required_review text not null default 'none'
    check (required_review in ('none', 'legal', 'therapeutic', 'cultural', 'financial')),
  language text not null default 'en',
  variation_of text references public.training_conversations (conversation_id),
  is_seed_example boolean not null default false,
  use_for_variations boolean not null default false,
  variation_count_target integer check (variation_count_target >= 0),
  plan_hash text,
  revision integer not null default 0 check (revision >= 0),
  generation_method text
    check (generation_method in ('manual', 'imported', 'claude_api', 'claude_batch', 'simulated')),
  models jsonb check (jsonb_typeof(models) = 'object'),
  template_version integer,
  generation_seconds numeric check (generation_seconds >= 0),
  generation_cost_usd numeric(12, 6) check (generation_cost_usd >= 0),
  generated_at timestamptz,
  reviewed_at timestamptz,
  approved_at timestamptz,
  last_job_id uuid,
  last_error_code text,
  last_error_message text,
  source_id uuid,
  source_position integer,
  extras jsonb not null default '{}' check (jsonb_typeof(extras) = 'object'),
  created_by uuid default auth.uid() references auth.users (id) on delete set null,
  created_by_name text not null default coalesce(auth.email(), current_user),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  id uuid primary key default gen_random_uuid(),
  unique (dataset_id, conversation_number)
);
create index training_conversations_template_id_idx on public.training_conversations (template_id);
create index training_conversations_variation_of_idx on public.training_conversations (variation_of);
create index training_conversations_created_by_idx on public.training_conversations (created_by);
create index training_conversations_last_job_id_idx on public.training_conversations (last_job_id);
alter table public.training_conversations enable row level security;
revoke all on table public.training_conversations from public, anon, authenticated, service_role;
grant select on table public.training_conversations to authenticated;
grant update (
  persona_type, persona_name, persona_description, topic_category, topic_description, template_id, tier_batch,
  starting_emotion, starting_intensity, ending_emotion, ending_intensity, emotional_arc_description, turn_count,
  session_context, expected_outcome, scenario, required_review, language
) on table public.training_conversations to authenticated;
grant select, insert, update on table public.training_conversations to service_role;
create policy "Members read every conversation" on public.training_conversations for select to authenticated
  using (exists (select 1 from public.training_members m where m.user_id = (select auth.uid())));
create policy "Managers edit the plan of conversations" on public.training_conversations for update to authenticated
  using (exists (
    select 1 from public.training_members m where m.user_id = (select auth.uid()) and m.role = 'manager'))
  with check (exists (
    select 1 from public.training_members m where m.user_id = (select auth.uid()) and m.role = 'manager'));
create trigger training_conversations_touch before update on public.training_conversations
  for each row execute function public.training_touch_updated_at();

-- Checked at the end of the transaction, because seeds and templates name each other.
create function public.conversation_template_references()
returns trigger
language plpgsql security definer
set search_path = ''
as $$
declare
  missing jsonb;
begin
  select coalesce(jsonb_agg(r.reference order by r.reference), '[]') into missing
    from jsonb_array_elements_text(new.reference_conversation_ids) as r (reference)
    where not exists (select 1 from public.training_conversations c where c.conversation_id = r.reference);
  if missing <> '[]' then
    raise exception using
      errcode = 'PT422',
      message = format('Template %s refers to conversations that do not exist.', new.template_id),
      hint = 'Add those conversations first, or take them out of reference_conversation_ids.',
      detail = jsonb_build_object('unknown', missing)::text;
  end if;
  return null;
end
$$;
revoke all on function public.conversation_template_references() from public, anon, authenticated, service_role;
comment on function public.conversation_template_references() is
  'Trigger, at the end of the transaction: every id in reference_conversation_ids is a conversation (PT422 otherwise).';
create constraint trigger conversation_templates_references
  after insert or update of reference_conversation_ids on public.conversation_templates
  deferrable initially deferred
  for each row execute function public.conversation_template_references();

comment on table public.training_datasets is
  'A dataset: who answers, by which rules, held to which bar. Everything the worker knows of a subject is here, as data.';
comment on column public.training_datasets.dataset_id is 'Text id, for example elena; never changes.';
comment on column public.training_datasets.name is 'What people call it.';
comment on column public.training_datasets.id_prefix is 'What its conversation ids begin with, for example fp.';
comment on column public.training_datasets.language is 'Language of its conversations (BCP 47).';
comment on column public.training_datasets.profile is 'The consultant, principles, habits, nevers, system prompt and guides, as planning/<dataset>/profile.toml gives them.';
comment on column public.training_datasets.personas is 'The archetypes its clients are drawn from.';
comment on column public.training_datasets.quotas is 'How many conversations are planned, by tier and persona.';
comment on column public.training_datasets.facts is 'Dated facts an answer may state, with tax year, source and checked_on.';
comment on column public.training_datasets.quality_requirements is 'The dataset''s default bar; a template''s own overrides it field by field.';
comment on column public.training_datasets.created_at is 'When the row was written.';
comment on column public.training_datasets.updated_at is 'When the row last changed.';
comment on column public.training_datasets.id is 'Primary key of this table, no more.';

comment on table public.conversation_templates is
  'The prompts conversations are generated from. The text here is what the worker uses; managers may edit it.';
comment on column public.conversation_templates.template_id is 'Text id, for example tier1_a_confusion_to_clarity; never changes.';
comment on column public.conversation_templates.dataset_id is 'The dataset it belongs to.';
comment on column public.conversation_templates.template_name is 'What people call it. Managers may edit it.';
comment on column public.conversation_templates.tier is 'Which tier of the plan it serves.';
comment on column public.conversation_templates.arc is 'The emotional arc in words. Managers may edit it.';
comment on column public.conversation_templates.version is 'Rises by one when the text changes; a job''s items keep the version they were made with. Set by trigger.';
comment on column public.conversation_templates.is_active is 'False: no new job takes conversations of this template. Edited with the service key or in Studio.';
comment on column public.conversation_templates.structure is 'The arc turn by turn. Managers may edit it.';
comment on column public.conversation_templates.dialogue_prompt is 'What the dialogue stage is asked, with {{variables}}. Managers may edit it.';
comment on column public.conversation_templates.annotation_prompt is 'What the annotate stage is asked, with {{variables}}. Managers may edit it.';
comment on column public.conversation_templates.instructions is 'The system instructions. Managers may edit them.';
comment on column public.conversation_templates.variables is 'List of the variable names the prompts use, all of them and no more. Managers may edit it.';
comment on column public.conversation_templates.reference_conversation_ids is 'List of conversation ids that exemplify it; each exists.';
comment on column public.conversation_templates.quality_requirements is 'What it asks beyond or instead of the dataset''s bar, field by field.';
comment on column public.conversation_templates.content_hash is 'SHA-256 of the text, in hex. Set by trigger.';
comment on column public.conversation_templates.shipped_hash is 'content_hash of the text as shipped; differs from content_hash when somebody edited it.';
comment on column public.conversation_templates.created_at is 'When the row was written.';
comment on column public.conversation_templates.updated_at is 'When the row last changed.';
comment on column public.conversation_templates.id is 'Primary key of this table, no more.';

comment on table public.training_conversations is
  'One row per conversation: its plan, where its generation stands, and what came of it. Its turns are in training_turns.';
comment on column public.training_conversations.conversation_number is 'Number in the dataset''s plan (1 to 100; seeds 1 to 10); null for imports and variations.';
comment on column public.training_conversations.conversation_id is 'Text id, for example fp_marcus_011; never changes.';
comment on column public.training_conversations.dataset_id is 'The dataset it belongs to.';
comment on column public.training_conversations.generation_status is
  'planned, in_progress (an item of a job is at work on it), generated, reviewed or approved. Moved by jobs and reviews; approved only when quality_metrics.ready_for_training, never when simulated.';
comment on column public.training_conversations.review_state is 'none, needs_review (whole but under the bar) or rejected.';
comment on column public.training_conversations.quality_score is 'quality_metrics.overall_score, 1 to 5; null until generated. Written at the save.';
comment on column public.training_conversations.tier is 'seed, tier1_template, tier2_scenario or tier3_edge; null when unknown.';
comment on column public.training_conversations.persona_type is 'Archetype of the client. Managers may edit it while planned.';
comment on column public.training_conversations.persona_name is 'The person. Managers may edit it while planned.';
comment on column public.training_conversations.persona_description is 'Age, work, income, family. Managers may edit it while planned.';
comment on column public.training_conversations.topic_category is 'What it is about, in a word or two. Managers may edit it while planned.';
comment on column public.training_conversations.topic_description is 'What it is about, in a sentence. Managers may edit it while planned.';
comment on column public.training_conversations.template_id is 'The template it is generated from; null for seeds and imports, which cannot be generated. Managers may edit it while planned.';
comment on column public.training_conversations.tier_batch is 'Planning batch, 1 to 16; null outside the plan. Managers may edit it while planned.';
comment on column public.training_conversations.starting_emotion is 'What the client feels first. Managers may edit it while planned.';
comment on column public.training_conversations.starting_intensity is 'How strongly, 0 to 1. Managers may edit it while planned.';
comment on column public.training_conversations.ending_emotion is 'What the client feels last. Managers may edit it while planned.';
comment on column public.training_conversations.ending_intensity is 'How strongly, 0 to 1. Managers may edit it while planned.';
comment on column public.training_conversations.emotional_arc_description is 'How it gets from the one to the other. Managers may edit it while planned.';
comment on column public.training_conversations.turn_count is 'Turns planned, then turns there are. Managers may edit it while planned.';
comment on column public.training_conversations.session_context is 'Where and when they talk. Managers may edit it while planned.';
comment on column public.training_conversations.expected_outcome is 'Where it should lead. Managers may edit it while planned.';
comment on column public.training_conversations.scenario is 'The rest of the plan: person, figures, planned turns; setup and concerns (tier 2); boundary and referral (tier 3). Managers may edit it while planned.';
comment on column public.training_conversations.required_review is 'Which expert must read it: none, legal, therapeutic, cultural or financial. Managers may edit it while planned.';
comment on column public.training_conversations.language is 'Language (BCP 47). Managers may edit it while planned.';
comment on column public.training_conversations.variation_of is 'The conversation it varies; null when it is none''s variation.';
comment on column public.training_conversations.is_seed_example is 'True for a seed: written by people, never regenerated, never reset.';
comment on column public.training_conversations.use_for_variations is 'Whether variations may be made of it.';
comment on column public.training_conversations.variation_count_target is 'How many variations are wanted; null when none were asked.';
comment on column public.training_conversations.plan_hash is 'Hash of the plan as shipped; null when it came from no plan.';
comment on column public.training_conversations.revision is 'Rises by one at each save; 0 until there is a text.';
comment on column public.training_conversations.generation_method is 'manual, imported, claude_api, claude_batch or simulated; null until there is a text. Set at the save.';
comment on column public.training_conversations.models is 'Which model wrote which stage; null until generated.';
comment on column public.training_conversations.template_version is 'Version of the template it was generated with; null until generated.';
comment on column public.training_conversations.generation_seconds is 'How long its generation took, seconds; null until generated.';
comment on column public.training_conversations.generation_cost_usd is 'What its calls cost, US dollars, all attempts of the item; null when not generated by calls.';
comment on column public.training_conversations.generated_at is 'When its text was saved; null until then.';
comment on column public.training_conversations.reviewed_at is 'When it became reviewed; null otherwise.';
comment on column public.training_conversations.approved_at is 'When it became approved; null otherwise.';
comment on column public.training_conversations.last_job_id is 'generation_jobs.id of the last job that worked on it; null when none did.';
comment on column public.training_conversations.last_error_code is 'Why its last item ended without a text; null after a save.';
comment on column public.training_conversations.last_error_message is 'The same in a sentence; null after a save.';
comment on column public.training_conversations.source_id is 'The imported file it came from; null when none.';
comment on column public.training_conversations.source_position is 'Its place in that file, from 0; null when none.';
comment on column public.training_conversations.extras is 'What an imported file said that no column holds.';
comment on column public.training_conversations.created_by is 'Who wrote the row; null for the service key and for SQL, and once that user is gone.';
comment on column public.training_conversations.created_by_name is 'The name kept beside created_by.';
comment on column public.training_conversations.created_at is 'When the row was written.';
comment on column public.training_conversations.updated_at is 'When the row last changed.';
comment on column public.training_conversations.id is 'Primary key of this table, no more.';

insert into public.training_schema_versions (version, name) values ('20261122000200', 'datasets_and_conversations');
