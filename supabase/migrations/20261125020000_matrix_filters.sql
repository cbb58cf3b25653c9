-- Every filter of a conversation matrix, from an index at ten thousand conversations.
--
-- Invariant: each filter a dashboard offers has an index that row security leaves in use. A policy's condition is
-- checked before any operator that might tell of a row it hides, and only operators the server calls leakproof may
-- go before it: those of text, timestamps and booleans do, those of numeric do not. So the equality filters lead
-- an index each, in the default order, and a range of scores is read off the default order's own index.

create or replace view public.conversation_matrix with (security_invoker = true) as
select
  c.conversation_number, c.conversation_id, c.tier, c.persona_type, c.topic_category, c.generation_status,
  c.quality_score, q.ready_for_training, c.review_state, c.template_id, c.tier_batch, c.turn_count,
  c.starting_emotion, c.ending_emotion, c.is_seed_example, c.required_review, c.revision, c.generation_method,
  c.generation_cost_usd, c.generated_at, i.job_number as live_job_number, i.status as item_status, i.stage,
  i.stage_note, i.progress, i.attempt, q.error_findings, q.warning_findings, c.last_error_code,
  c.last_error_message, c.persona_name, c.topic_description, c.dataset_id, c.starting_intensity,
  c.ending_intensity, c.language, c.updated_at
from public.training_conversations c
left join public.quality_metrics q using (conversation_id)
left join public.generation_job_items i
  on i.conversation_id = c.conversation_id and i.status in ('queued', 'running', 'waiting_batch');
revoke all on table public.conversation_matrix from public, anon, authenticated, service_role;
grant select on table public.conversation_matrix to authenticated, service_role;
comment on column public.conversation_matrix.starting_intensity is 'training_conversations.starting_intensity, 0 to 1.';
comment on column public.conversation_matrix.ending_intensity is 'training_conversations.ending_intensity, 0 to 1.';
comment on column public.conversation_matrix.language is 'training_conversations.language (BCP 47).';
comment on column public.conversation_matrix.updated_at is
  'training_conversations.updated_at: of two rows of one conversation, the later holds. Its item has a time of its own.';

-- What is filtered by equality is a label, not prose: an index holds some 2,700 bytes a row, and a longer text
-- would fail at the index instead of here.
alter table public.training_conversations add constraint training_conversations_labels_short check (
  greatest(length(persona_type), length(topic_category), length(starting_emotion), length(ending_emotion)) <= 200);

-- The default order; what else it carries answers a count without a look at the wide rows.
create index training_conversations_order_idx on public.training_conversations
  (conversation_number, conversation_id) include (dataset_id, quality_score, review_state, topic_category);
create index training_conversations_status_idx on public.training_conversations
  (generation_status, conversation_number, conversation_id);
create index training_conversations_tier_idx on public.training_conversations
  (tier, conversation_number, conversation_id);
create index training_conversations_persona_type_idx on public.training_conversations
  (persona_type, conversation_number, conversation_id);
create index training_conversations_starting_emotion_idx on public.training_conversations
  (starting_emotion, conversation_number, conversation_id);
create index training_conversations_ending_emotion_idx on public.training_conversations
  (ending_emotion, conversation_number, conversation_id);
create index training_conversations_topic_category_idx on public.training_conversations
  (topic_category, conversation_number, conversation_id);

insert into public.training_schema_versions (version, name) values ('20261125020000', 'matrix_filters');
