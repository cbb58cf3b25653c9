-- The text of a conversation and its annotation: one turn, three annotated parts.
--
-- Invariants: rows are written only by a save or an import, whole conversations at a time; turn_id is the
-- conversation's id followed by _turn and the number; nothing here is published (a save writes some sixty
-- rows, and generation_job_items says that it happened).

create table public.training_turns (
  turn_id text not null unique,
  conversation_id text not null references public.training_conversations (conversation_id) on delete cascade,
  turn_number integer not null check (turn_number >= 1),
  user_input text not null check (user_input <> ''),
  target_response text not null check (target_response <> ''),
  user_intent text,
  response_structure_type text,
  difficulty_level text,
  key_learning_objective text,
  system_prompt text,
  user_word_count integer check (user_word_count >= 0),
  response_word_count integer check (response_word_count >= 0),
  sentence_count integer check (sentence_count >= 0),
  positive_indicators jsonb not null default '[]' check (jsonb_typeof(positive_indicators) = 'array'),
  neutral_indicators jsonb not null default '[]' check (jsonb_typeof(neutral_indicators) = 'array'),
  negative_indicators jsonb not null default '[]' check (jsonb_typeof(negative_indicators) = 'array'),
  demonstrates_skills jsonb not null default '[]' check (jsonb_typeof(demonstrates_skills) = 'array'),
  emotional_progression_target text,
  quality jsonb not null default '{}' check (jsonb_typeof(quality) = 'object'),
  extras jsonb not null default '{}' check (jsonb_typeof(extras) = 'object'),
  created_at timestamptz not null default now(),
  id uuid primary key default gen_random_uuid(),
  unique (conversation_id, turn_number),
  check (turn_id = conversation_id || '_turn' || turn_number)
);
alter table public.training_turns enable row level security;
revoke all on table public.training_turns from public, anon, authenticated, service_role;
grant select on table public.training_turns to authenticated;
grant select, insert, update, delete on table public.training_turns to service_role;
create policy "Members read every turn" on public.training_turns for select to authenticated
  using (exists (select 1 from public.training_members m where m.user_id = (select auth.uid())));

create table public.emotional_context (
  turn_id text not null unique references public.training_turns (turn_id) on delete cascade,
  conversation_id text not null references public.training_conversations (conversation_id) on delete cascade,
  primary_emotion text,
  primary_confidence numeric check (primary_confidence between 0 and 1),
  intensity numeric check (intensity between 0 and 1),
  valence text,
  indicator_count integer check (indicator_count >= 0),
  quote_count integer check (quote_count >= 0),
  secondary_emotion text,
  secondary_confidence numeric check (secondary_confidence between 0 and 1),
  tertiary_emotion text,
  tertiary_confidence numeric check (tertiary_confidence between 0 and 1),
  valence_as_written text,
  emotional_indicators jsonb not null default '[]' check (jsonb_typeof(emotional_indicators) = 'array'),
  previous_emotion text,
  current_emotion text,
  intensity_change numeric check (intensity_change between -1 and 1),
  progression_description text,
  risk_level text,
  engagement_readiness text,
  knowledge_level text,
  trust_level text,
  client_needs jsonb not null default '[]' check (jsonb_typeof(client_needs) = 'array'),
  red_flags jsonb not null default '[]' check (jsonb_typeof(red_flags) = 'array'),
  extras jsonb not null default '{}' check (jsonb_typeof(extras) = 'object'),
  created_at timestamptz not null default now(),
  id uuid primary key default gen_random_uuid()
);
create index emotional_context_conversation_id_idx on public.emotional_context (conversation_id);
alter table public.emotional_context enable row level security;
revoke all on table public.emotional_context from public, anon, authenticated, service_role;
grant select on table public.emotional_context to authenticated;
grant select, insert, update on table public.emotional_context to service_role;
create policy "Members read every emotional context" on public.emotional_context for select to authenticated
  using (exists (select 1 from public.training_members m where m.user_id = (select auth.uid())));

create table public.response_strategies (
  turn_id text not null unique references public.training_turns (turn_id) on delete cascade,
  conversation_id text not null references public.training_conversations (conversation_id) on delete cascade,
  primary_strategy text,
  primary_rationale text,
  tone_selection text,
  tone_rationale text,
  pacing text,
  pacing_as_written text,
  secondary_strategies jsonb not null default '[]' check (jsonb_typeof(secondary_strategies) = 'array'),
  tactical_choices jsonb not null default '[]' check (jsonb_typeof(tactical_choices) = 'array'),
  avoid_tactics jsonb not null default '[]' check (jsonb_typeof(avoid_tactics) = 'array'),
  specific_techniques jsonb not null default '[]' check (jsonb_typeof(specific_techniques) = 'array'),
  extras jsonb not null default '{}' check (jsonb_typeof(extras) = 'object'),
  created_at timestamptz not null default now(),
  id uuid primary key default gen_random_uuid()
);
create index response_strategies_conversation_id_idx on public.response_strategies (conversation_id);
alter table public.response_strategies enable row level security;
revoke all on table public.response_strategies from public, anon, authenticated, service_role;
grant select on table public.response_strategies to authenticated;
grant select, insert, update on table public.response_strategies to service_role;
create policy "Members read every response strategy" on public.response_strategies for select to authenticated
  using (exists (select 1 from public.training_members m where m.user_id = (select auth.uid())));

create table public.response_breakdowns (
  turn_id text not null references public.training_turns (turn_id) on delete cascade,
  conversation_id text not null references public.training_conversations (conversation_id) on delete cascade,
  sentence_number integer not null check (sentence_number >= 1),
  sentence_text text not null,
  function text,
  emotional_purpose text,
  technique text,
  teaches_model text,
  word_choice_rationale jsonb not null default '[]' check (jsonb_typeof(word_choice_rationale) = 'array'),
  psychological_principle text,
  stylistic_note text,
  extras jsonb not null default '{}' check (jsonb_typeof(extras) = 'object'),
  created_at timestamptz not null default now(),
  id uuid primary key default gen_random_uuid(),
  unique (turn_id, sentence_number)
);
create index response_breakdowns_conversation_id_idx on public.response_breakdowns (conversation_id);
alter table public.response_breakdowns enable row level security;
revoke all on table public.response_breakdowns from public, anon, authenticated, service_role;
grant select on table public.response_breakdowns to authenticated;
grant select, insert, update on table public.response_breakdowns to service_role;
create policy "Members read every sentence breakdown" on public.response_breakdowns for select to authenticated
  using (exists (select 1 from public.training_members m where m.user_id = (select auth.uid())));

comment on table public.training_turns is
  'One row per turn: a client''s message, the answer to it and what a model learns there. Written whole by a save or an import.';
comment on column public.training_turns.turn_id is 'Text id, for example fp_marcus_002_turn1; never changes.';
comment on column public.training_turns.conversation_id is 'The conversation.';
comment on column public.training_turns.turn_number is 'Place in the conversation, from 1 without gaps.';
comment on column public.training_turns.user_input is 'What the client writes.';
comment on column public.training_turns.target_response is 'The answer a model shall learn.';
comment on column public.training_turns.user_intent is 'What the client wants with the message; null when an import does not say.';
comment on column public.training_turns.response_structure_type is 'How the answer is built; null when an import does not say.';
comment on column public.training_turns.difficulty_level is 'How hard the turn is; null when an import does not say.';
comment on column public.training_turns.key_learning_objective is 'What the turn teaches; null when an import does not say.';
comment on column public.training_turns.system_prompt is 'The system prompt the answer is trained under; null when an import does not say.';
comment on column public.training_turns.user_word_count is 'Words of user_input.';
comment on column public.training_turns.response_word_count is 'Words of target_response.';
comment on column public.training_turns.sentence_count is 'Sentences of target_response, as split by the code.';
comment on column public.training_turns.positive_indicators is 'List of texts: how the client may react well.';
comment on column public.training_turns.neutral_indicators is 'List of texts: how the client may react without warmth.';
comment on column public.training_turns.negative_indicators is 'List of texts: how the client may react badly.';
comment on column public.training_turns.demonstrates_skills is 'List of texts: the skills the answer shows.';
comment on column public.training_turns.emotional_progression_target is 'Where the answer should move the client; null when an import does not say.';
comment on column public.training_turns.quality is 'Figures of this turn, as the scorer gave them.';
comment on column public.training_turns.extras is 'What an imported file said that no column holds.';
comment on column public.training_turns.created_at is 'When the row was written.';
comment on column public.training_turns.id is 'Primary key of this table, no more.';

comment on table public.emotional_context is
  'What the client feels in a turn, with the evidence: one row per turn.';
comment on column public.emotional_context.turn_id is 'The turn.';
comment on column public.emotional_context.conversation_id is 'The conversation, so that a row is read without a join.';
comment on column public.emotional_context.primary_emotion is 'The strongest emotion detected; null when an import does not say.';
comment on column public.emotional_context.primary_confidence is 'How sure, 0 to 1.';
comment on column public.emotional_context.intensity is 'How strong overall, 0 to 1.';
comment on column public.emotional_context.valence is 'positive, negative, mixed or neutral.';
comment on column public.emotional_context.indicator_count is 'Emotional indicators as domain counts them: scalar values stored for this part.';
comment on column public.emotional_context.quote_count is 'Distinct quotes among emotional_indicators.';
comment on column public.emotional_context.secondary_emotion is 'The second emotion; null when one was detected.';
comment on column public.emotional_context.secondary_confidence is 'How sure, 0 to 1; null without the emotion.';
comment on column public.emotional_context.tertiary_emotion is 'The third emotion; null when two were detected.';
comment on column public.emotional_context.tertiary_confidence is 'How sure, 0 to 1; null without the emotion.';
comment on column public.emotional_context.valence_as_written is 'An import''s free-form valence; null when it is valence itself.';
comment on column public.emotional_context.emotional_indicators is 'List of {category, quote}: words taken exactly from user_input.';
comment on column public.emotional_context.previous_emotion is 'The last turn''s primary emotion; null on turn 1.';
comment on column public.emotional_context.current_emotion is 'This turn''s, as the progression names it; null on turn 1.';
comment on column public.emotional_context.intensity_change is 'This turn''s intensity minus the last turn''s, -1 to 1; null on turn 1.';
comment on column public.emotional_context.progression_description is 'How the client got here; null on turn 1.';
comment on column public.emotional_context.risk_level is 'Behavioural assessment: risk.';
comment on column public.emotional_context.engagement_readiness is 'Behavioural assessment: readiness to engage.';
comment on column public.emotional_context.knowledge_level is 'Behavioural assessment: knowledge.';
comment on column public.emotional_context.trust_level is 'Behavioural assessment: trust.';
comment on column public.emotional_context.client_needs is 'List of {need, priority, rationale}; priority 1 is the most urgent.';
comment on column public.emotional_context.red_flags is 'List of {flag, implication, handling}.';
comment on column public.emotional_context.extras is 'What an imported file said that no column holds.';
comment on column public.emotional_context.created_at is 'When the row was written.';
comment on column public.emotional_context.id is 'Primary key of this table, no more.';

comment on table public.response_strategies is 'Why an answer is built as it is: one row per turn.';
comment on column public.response_strategies.turn_id is 'The turn.';
comment on column public.response_strategies.conversation_id is 'The conversation, so that a row is read without a join.';
comment on column public.response_strategies.primary_strategy is 'The strategy; null when an import does not say.';
comment on column public.response_strategies.primary_rationale is 'Why, in two or three sentences.';
comment on column public.response_strategies.tone_selection is 'The tone.';
comment on column public.response_strategies.tone_rationale is 'Why this tone.';
comment on column public.response_strategies.pacing is 'slow, moderate or fast.';
comment on column public.response_strategies.pacing_as_written is 'An import''s free-form pacing; null when it is pacing itself.';
comment on column public.response_strategies.secondary_strategies is 'List of texts.';
comment on column public.response_strategies.tactical_choices is 'List of {name, chosen}.';
comment on column public.response_strategies.avoid_tactics is 'List of texts: what the answer keeps clear of.';
comment on column public.response_strategies.specific_techniques is 'List of {technique, application, purpose}.';
comment on column public.response_strategies.extras is 'What an imported file said that no column holds.';
comment on column public.response_strategies.created_at is 'When the row was written.';
comment on column public.response_strategies.id is 'Primary key of this table, no more.';

comment on table public.response_breakdowns is 'Every sentence of every answer, annotated: one row per sentence.';
comment on column public.response_breakdowns.turn_id is 'The turn.';
comment on column public.response_breakdowns.conversation_id is 'The conversation, so that a row is read without a join.';
comment on column public.response_breakdowns.sentence_number is 'Place in the answer, from 1 without gaps.';
comment on column public.response_breakdowns.sentence_text is 'The sentence, as it stands in target_response.';
comment on column public.response_breakdowns.function is 'What the sentence does.';
comment on column public.response_breakdowns.emotional_purpose is 'What it is for, emotionally.';
comment on column public.response_breakdowns.technique is 'The technique it uses.';
comment on column public.response_breakdowns.teaches_model is 'What a model learns from it.';
comment on column public.response_breakdowns.word_choice_rationale is 'List of {phrase, reason}; the phrase occurs in the sentence.';
comment on column public.response_breakdowns.psychological_principle is 'The principle behind it; null where none applies.';
comment on column public.response_breakdowns.stylistic_note is 'A note on style; null where none applies.';
comment on column public.response_breakdowns.extras is 'What an imported file said that no column holds.';
comment on column public.response_breakdowns.created_at is 'When the row was written.';
comment on column public.response_breakdowns.id is 'Primary key of this table, no more.';

insert into public.training_schema_versions (version, name) values ('20261122000300', 'turns_and_annotations');
