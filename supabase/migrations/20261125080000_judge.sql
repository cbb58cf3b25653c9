-- A second model's verdict on what the first one wrote: on by default, whole or not there, and needed for training.
--
-- Invariants: a conversation is judged in all five dimensions, with the model that judged and the rubric it went by, or
-- not at all; judge_score is the mean of the five; no score is above the judge's; and what a model wrote is never ready
-- for training unjudged, whoever writes the row.

alter table public.quality_metrics
  add column judge_model text check (judge_model <> ''),
  add column rubric_hash text check (rubric_hash ~ '^[0-9a-f]{64}$'),
  add constraint quality_metrics_judged_whole check (
    case when judged then
      num_nulls(judge_score, empathy_score, clarity_score, appropriateness_score, brand_voice_score, domain_score,
        judge_model, rubric_hash) = 0
      and not_judged_reason is null
      and judge_score = (empathy_score + clarity_score + appropriateness_score + brand_voice_score + domain_score) / 5
      and overall_score <= judge_score
    else
      num_nonnulls(judge_score, empathy_score, clarity_score, appropriateness_score, brand_voice_score, domain_score,
        judge_model, rubric_hash) = 0
    end);
comment on column public.quality_metrics.judge_model is 'The model that judged; null when not judged.';
comment on column public.quality_metrics.rubric_hash is
  'SHA-256 of the judge''s guide and rules it was judged by; null when not judged.';
comment on column public.quality_metrics.not_judged_reason is
  'Why it was not judged: the job asked for none, or the judge could not be had, or its evidence did not hold; null when judged.';
comment on column public.quality_metrics.score_parts is
  'List of {dimension, value, weight, source, reason, evidence}: how the score came about. Source code: value is a share, 0 to 1, and evidence counts what passed. Source judge: value is a score, 1 to 5, with its reason, and evidence is {quotes: [{turn, speaker, quote}], faults}.';
comment on column public.generation_calls.section is
  'The section repaired; verdict where a judge was asked again because its evidence did not hold; null elsewhere.';
comment on column public.generation_jobs.models is
  'Model, effort and delivery of each stage, resolved from options at the insert; judge only when the job has one.';

create or replace function public.generation_option_defaults()
returns jsonb
language sql immutable
set search_path = ''
as $$
  select '{"existing": "refuse", "replace_approved": false, "preset": "balanced", "max_concurrency": 5,
    "judge": true, "judge_same_model": false}'::jsonb
$$;
revoke all on function public.generation_option_defaults() from public, anon, authenticated, service_role;
comment on function public.generation_option_defaults() is
  'The values of the options of a job that are left out; delivery without one is each stage''s own, by the preset.';

create function public.quality_metrics_never_unjudged()
returns trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  if exists (
    select 1 from public.training_conversations c
    where c.conversation_id = new.conversation_id and c.generation_method in ('claude_api', 'claude_batch')
  ) then
    new.ready_for_training := false;
  end if;
  return new;
end
$$;
revoke all on function public.quality_metrics_never_unjudged() from public, anon, authenticated, service_role;
comment on function public.quality_metrics_never_unjudged() is
  'Trigger: ready_for_training is false for what a model wrote and no judge has judged, whatever was given.';
create trigger quality_metrics_never_unjudged
  before insert or update of ready_for_training, judged, conversation_id on public.quality_metrics
  for each row when (new.ready_for_training and not new.judged)
  execute function public.quality_metrics_never_unjudged();

create or replace function public.conversation_write_metrics(p_conversation_id text, p_metrics public.quality_metrics)
returns void
language plpgsql
set search_path = ''
as $$
begin
  p_metrics.conversation_id := p_conversation_id;
  p_metrics.id := gen_random_uuid();
  p_metrics.error_findings := coalesce(p_metrics.error_findings, 0);
  p_metrics.warning_findings := coalesce(p_metrics.warning_findings, 0);
  p_metrics.judged := coalesce(p_metrics.judged, false);
  p_metrics.score_parts := coalesce(p_metrics.score_parts, '[]');
  p_metrics.created_at := clock_timestamp();
  p_metrics.updated_at := p_metrics.created_at;
  insert into public.quality_metrics select p_metrics.*
  on conflict (conversation_id) do update set
    overall_score = excluded.overall_score, ready_for_training = excluded.ready_for_training,
    needs_review = excluded.needs_review, code_score = excluded.code_score, judge_score = excluded.judge_score,
    error_findings = excluded.error_findings, warning_findings = excluded.warning_findings,
    judged = excluded.judged, not_judged_reason = excluded.not_judged_reason,
    structure_score = excluded.structure_score, grounding_score = excluded.grounding_score,
    continuity_score = excluded.continuity_score, voice_safety_score = excluded.voice_safety_score,
    empathy_score = excluded.empathy_score, clarity_score = excluded.clarity_score,
    appropriateness_score = excluded.appropriateness_score, brand_voice_score = excluded.brand_voice_score,
    domain_score = excluded.domain_score, judge_model = excluded.judge_model, rubric_hash = excluded.rubric_hash,
    total_turns = excluded.total_turns,
    total_sentences = excluded.total_sentences, total_indicators = excluded.total_indicators,
    total_quotes = excluded.total_quotes, total_rationales = excluded.total_rationales,
    required_parts_present = excluded.required_parts_present, required_fields_rate = excluded.required_fields_rate,
    indicators_per_turn = excluded.indicators_per_turn, quotes_per_turn = excluded.quotes_per_turn,
    rationales_per_sentence = excluded.rationales_per_sentence, quote_grounding_rate = excluded.quote_grounding_rate,
    phrase_grounding_rate = excluded.phrase_grounding_rate, sentence_coverage_rate = excluded.sentence_coverage_rate,
    grounding_rate = excluded.grounding_rate, arc_followed = excluded.arc_followed,
    scorer_version = excluded.scorer_version, score_parts = excluded.score_parts;
end
$$;
revoke all on function public.conversation_write_metrics(text, public.quality_metrics) from public, anon, authenticated, service_role;
grant execute on function public.conversation_write_metrics(text, public.quality_metrics) to service_role;
comment on function public.conversation_write_metrics(text, public.quality_metrics) is
  'Writes the metrics of a conversation, over those it may have.';

create or replace view public.conversation_matrix with (security_invoker = true) as
select
  c.conversation_number, c.conversation_id, c.tier, c.persona_type, c.topic_category, c.generation_status,
  c.quality_score, q.ready_for_training, c.review_state, c.template_id, c.tier_batch, c.turn_count,
  c.starting_emotion, c.ending_emotion, c.is_seed_example, c.required_review, c.revision, c.generation_method,
  c.generation_cost_usd, c.generated_at, i.job_number as live_job_number, i.status as item_status, i.stage,
  i.stage_note, i.progress, i.attempt, q.error_findings, q.warning_findings, c.last_error_code,
  c.last_error_message, c.persona_name, c.topic_description, c.dataset_id, c.starting_intensity,
  c.ending_intensity, c.language, c.updated_at, q.judge_score
from public.training_conversations c
left join public.quality_metrics q using (conversation_id)
left join public.generation_job_items i
  on i.conversation_id = c.conversation_id and i.status in ('queued', 'running', 'waiting_batch');
revoke all on table public.conversation_matrix from public, anon, authenticated, service_role;
grant select on table public.conversation_matrix to authenticated, service_role;
comment on column public.conversation_matrix.judge_score is
  'quality_metrics.judge_score, 1 to 5; null until judged.';

create or replace view public.conversation_search with (security_invoker = true) as
select
  m.conversation_number, m.conversation_id, m.tier, m.persona_type, m.topic_category, m.generation_status,
  m.quality_score, m.ready_for_training, m.review_state, m.template_id, m.tier_batch, m.turn_count,
  m.starting_emotion, m.ending_emotion, m.is_seed_example, m.required_review, m.revision, m.generation_method,
  m.generation_cost_usd, m.generated_at, m.live_job_number, m.item_status, m.stage, m.stage_note, m.progress,
  m.attempt, m.error_findings, m.warning_findings, m.last_error_code, m.last_error_message, m.persona_name,
  m.topic_description, m.dataset_id, m.starting_intensity, m.ending_intensity, m.language, m.updated_at,
  w.words as search, m.judge_score
from public.conversation_matrix m
join training_private.member_words w using (conversation_id);
revoke all on table public.conversation_search from public, anon, authenticated, service_role;
grant select on table public.conversation_search to authenticated, service_role;
comment on column public.conversation_search.judge_score is
  'quality_metrics.judge_score, 1 to 5; null until judged.';

insert into public.training_schema_versions (version, name, grants_fingerprint)
values ('20261125080000', 'judge', public.generation_grants_fingerprint());
