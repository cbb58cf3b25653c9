-- What the checks made of a conversation: one row of figures, and a row per finding.
--
-- Invariants: what the simulator wrote is never ready for training, whoever writes the row. quality_metrics is
-- published, so a save updates its row and never deletes it.

create table public.quality_metrics (
  conversation_id text not null unique references public.training_conversations (conversation_id) on delete cascade,
  overall_score numeric(3, 2) not null check (overall_score between 1 and 5),
  ready_for_training boolean not null,
  needs_review boolean not null,
  code_score numeric check (code_score between 1 and 5),
  judge_score numeric check (judge_score between 1 and 5),
  error_findings integer not null default 0 check (error_findings >= 0),
  warning_findings integer not null default 0 check (warning_findings >= 0),
  judged boolean not null default false,
  not_judged_reason text,
  structure_score numeric check (structure_score between 0 and 1),
  grounding_score numeric check (grounding_score between 0 and 1),
  continuity_score numeric check (continuity_score between 0 and 1),
  voice_safety_score numeric check (voice_safety_score between 0 and 1),
  empathy_score numeric check (empathy_score between 1 and 5),
  clarity_score numeric check (clarity_score between 1 and 5),
  appropriateness_score numeric check (appropriateness_score between 1 and 5),
  brand_voice_score numeric check (brand_voice_score between 1 and 5),
  domain_score numeric check (domain_score between 1 and 5),
  total_turns integer not null check (total_turns >= 0),
  total_sentences integer not null check (total_sentences >= 0),
  total_indicators integer not null check (total_indicators >= 0),
  total_quotes integer not null check (total_quotes >= 0),
  total_rationales integer not null check (total_rationales >= 0),
  required_parts_present boolean not null,
  required_fields_rate numeric check (required_fields_rate between 0 and 1),
  indicators_per_turn numeric check (indicators_per_turn >= 0),
  quotes_per_turn numeric check (quotes_per_turn >= 0),
  rationales_per_sentence numeric check (rationales_per_sentence >= 0),
  quote_grounding_rate numeric check (quote_grounding_rate between 0 and 1),
  phrase_grounding_rate numeric check (phrase_grounding_rate between 0 and 1),
  sentence_coverage_rate numeric check (sentence_coverage_rate between 0 and 1),
  grounding_rate numeric check (grounding_rate between 0 and 1),
  arc_followed boolean,
  scorer_version text not null,
  score_parts jsonb not null default '[]' check (jsonb_typeof(score_parts) = 'array'),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  id uuid primary key default gen_random_uuid(),
  check (judged or judge_score is null)
);
alter table public.quality_metrics enable row level security;
revoke all on table public.quality_metrics from public, anon, authenticated, service_role;
grant select on table public.quality_metrics to authenticated;
grant select, insert, update on table public.quality_metrics to service_role;
create policy "Members read every quality figure" on public.quality_metrics for select to authenticated
  using (exists (select 1 from public.training_members m where m.user_id = (select auth.uid())));
create trigger quality_metrics_touch before update on public.quality_metrics
  for each row execute function public.training_touch_updated_at();

create table public.quality_findings (
  conversation_id text not null references public.training_conversations (conversation_id) on delete cascade,
  revision integer not null check (revision >= 0),
  turn_number integer check (turn_number >= 1),
  sentence_number integer check (sentence_number >= 1),
  "check" text not null check ("check" <> ''),
  severity text not null check (severity in ('error', 'warning', 'info')),
  message text not null,
  action text not null,
  evidence jsonb not null default '{}',
  created_at timestamptz not null default now(),
  id uuid primary key default gen_random_uuid()
);
create index quality_findings_conversation_id_idx on public.quality_findings (conversation_id, revision);
alter table public.quality_findings enable row level security;
revoke all on table public.quality_findings from public, anon, authenticated, service_role;
grant select on table public.quality_findings to authenticated;
grant select, insert, delete on table public.quality_findings to service_role;
create policy "Members read every finding" on public.quality_findings for select to authenticated
  using (exists (select 1 from public.training_members m where m.user_id = (select auth.uid())));

create function public.quality_metrics_never_simulated()
returns trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  if exists (
    select 1 from public.training_conversations c
    where c.conversation_id = new.conversation_id and c.generation_method = 'simulated'
  ) then
    new.ready_for_training := false;
  end if;
  return new;
end
$$;
revoke all on function public.quality_metrics_never_simulated() from public, anon, authenticated, service_role;
comment on function public.quality_metrics_never_simulated() is
  'Trigger: ready_for_training is false for a conversation the simulator wrote, whatever was given.';
create trigger quality_metrics_never_simulated
  before insert or update of ready_for_training, conversation_id on public.quality_metrics
  for each row when (new.ready_for_training)
  execute function public.quality_metrics_never_simulated();

comment on table public.quality_metrics is
  'The figures of one conversation''s text: scores, totals and rates. A measure that was not taken is null, never 0.';
comment on column public.quality_metrics.conversation_id is 'The conversation.';
comment on column public.quality_metrics.overall_score is 'The score, 1 to 5: the lower of code_score and judge_score, or code_score when not judged.';
comment on column public.quality_metrics.ready_for_training is 'Whether it may be approved: whole, no error, grounded, at least 4.5, judged or written by people, never simulated.';
comment on column public.quality_metrics.needs_review is 'Whole, but under the bar: a person should look.';
comment on column public.quality_metrics.code_score is 'What the checks in code give, 1 to 5.';
comment on column public.quality_metrics.judge_score is 'Mean of the judge''s five, 1 to 5; null when not judged.';
comment on column public.quality_metrics.error_findings is 'How many findings are errors.';
comment on column public.quality_metrics.warning_findings is 'How many findings are warnings.';
comment on column public.quality_metrics.judged is 'Whether a second model judged it.';
comment on column public.quality_metrics.not_judged_reason is 'Why not; null when judged.';
comment on column public.quality_metrics.structure_score is 'Share of the structure checks passed, 0 to 1; null when not checked.';
comment on column public.quality_metrics.grounding_score is 'Share of the grounding checks passed, 0 to 1; null when not checked.';
comment on column public.quality_metrics.continuity_score is 'Share of the continuity checks passed, 0 to 1; null when not checked.';
comment on column public.quality_metrics.voice_safety_score is 'Share of the voice and safety checks passed, 0 to 1; null when not checked.';
comment on column public.quality_metrics.empathy_score is 'Judge: empathy, 1 to 5; null when not judged.';
comment on column public.quality_metrics.clarity_score is 'Judge: clarity, 1 to 5; null when not judged.';
comment on column public.quality_metrics.appropriateness_score is 'Judge: appropriateness, 1 to 5; null when not judged.';
comment on column public.quality_metrics.brand_voice_score is 'Judge: brand voice, 1 to 5; null when not judged.';
comment on column public.quality_metrics.domain_score is 'Judge: the domain-specific dimension, 1 to 5; null when not judged.';
comment on column public.quality_metrics.total_turns is 'Turns.';
comment on column public.quality_metrics.total_sentences is 'Sentences of all answers.';
comment on column public.quality_metrics.total_indicators is 'Emotional indicators of all turns.';
comment on column public.quality_metrics.total_quotes is 'Distinct quotes of all turns.';
comment on column public.quality_metrics.total_rationales is 'Word-choice rationales of all sentences.';
comment on column public.quality_metrics.required_parts_present is 'Whether every required part of every turn is there.';
comment on column public.quality_metrics.required_fields_rate is 'Share of the required fields filled, 0 to 1.';
comment on column public.quality_metrics.indicators_per_turn is 'Mean of emotional indicators a turn.';
comment on column public.quality_metrics.quotes_per_turn is 'Mean of distinct quotes a turn.';
comment on column public.quality_metrics.rationales_per_sentence is 'Mean of word-choice rationales a sentence.';
comment on column public.quality_metrics.quote_grounding_rate is 'Share of quotes that occur in the client''s message, 0 to 1.';
comment on column public.quality_metrics.phrase_grounding_rate is 'Share of phrases that occur in their sentence, 0 to 1.';
comment on column public.quality_metrics.sentence_coverage_rate is 'Share of answers that their breakdown''s sentences join up to, 0 to 1.';
comment on column public.quality_metrics.grounding_rate is 'Quotes, phrases and sentences together, 0 to 1.';
comment on column public.quality_metrics.arc_followed is 'Whether start and end emotion are the plan''s; null without a plan.';
comment on column public.quality_metrics.scorer_version is 'Which version of the checks gave these figures.';
comment on column public.quality_metrics.score_parts is 'List of {dimension, value, weight, source, reason, evidence}: how the score came about.';
comment on column public.quality_metrics.created_at is 'When the row was written.';
comment on column public.quality_metrics.updated_at is 'When the row last changed.';
comment on column public.quality_metrics.id is 'Primary key of this table, no more.';

comment on table public.quality_findings is
  'What the checks found in the saved text, placed on turn and sentence. Replaced as a whole at each save.';
comment on column public.quality_findings.conversation_id is 'The conversation.';
comment on column public.quality_findings.revision is 'The conversation''s revision it was found in.';
comment on column public.quality_findings.turn_number is 'The turn; null when it is the conversation''s as a whole.';
comment on column public.quality_findings.sentence_number is 'The sentence of the answer; null when it is the turn''s as a whole.';
comment on column public.quality_findings."check" is 'Name of the check.';
comment on column public.quality_findings.severity is 'error, warning or info.';
comment on column public.quality_findings.message is 'What is wrong.';
comment on column public.quality_findings.action is 'What to do about it.';
comment on column public.quality_findings.evidence is 'What the check saw, as JSON.';
comment on column public.quality_findings.created_at is 'When the row was written.';
comment on column public.quality_findings.id is 'Primary key of this table, no more.';

insert into public.training_schema_versions (version, name) values ('20261122000400', 'quality');
