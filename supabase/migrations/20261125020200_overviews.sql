-- How a dataset stands: its plan against its quotas, its scores as a distribution and day by day, its templates.
--
-- Invariants: security_invoker, so a view shows what its reader may read; every conversation is counted once in
-- each grouping; a measure nobody took is null, never 0; a quota that is no number is no quota.

create view public.dataset_overview with (security_invoker = true) as
with said as (
  select d.dataset_id, 'dataset' as part, null::text as value, d.quotas -> 'conversations' as quota
  from public.training_datasets d
  union all
  select d.dataset_id, p.part, e.key, e.value
  from public.training_datasets d
  cross join (values ('tier'), ('persona_type')) p (part)
  cross join lateral jsonb_each(
    case jsonb_typeof(d.quotas -> p.part) when 'object' then d.quotas -> p.part else '{}' end) e
), counted as (
  select c.dataset_id,
    case when grouping(c.tier) = 0 then 'tier' when grouping(c.persona_type) = 0 then 'persona_type' else 'dataset' end as part,
    case when grouping(c.tier) = 0 then c.tier when grouping(c.persona_type) = 0 then c.persona_type end as value,
    count(*) as conversations,
    count(*) filter (where c.generation_status = 'planned') as planned,
    count(*) filter (where c.generation_status = 'in_progress') as in_progress,
    count(*) filter (where c.generation_status = 'generated') as generated,
    count(*) filter (where c.generation_status = 'reviewed') as reviewed,
    count(*) filter (where c.generation_status = 'approved') as approved,
    count(*) filter (where q.ready_for_training) as ready_for_training,
    count(*) filter (where c.review_state = 'needs_review') as needs_review,
    count(*) filter (where c.review_state = 'rejected') as rejected,
    count(*) filter (where c.generation_method = 'simulated') as simulated,
    round(avg(c.quality_score), 2) as average_quality_score,
    min(c.quality_score) as lowest_quality_score,
    round(avg(q.required_fields_rate), 4) as required_fields_rate,
    sum(c.generation_cost_usd) as cost_usd,
    round(avg(c.generation_cost_usd), 6) as average_cost_usd,
    round(avg(c.generation_seconds), 1) as average_seconds,
    sum(q.total_turns) as turns
  from public.training_conversations c
  left join public.quality_metrics q using (conversation_id)
  group by grouping sets ((c.dataset_id), (c.dataset_id, c.tier), (c.dataset_id, c.persona_type))
), keys as (
  select dataset_id, part, value from said union select dataset_id, part, value from counted
)
select
  k.dataset_id, k.part, k.value,
  case jsonb_typeof(s.quota) when 'number' then (s.quota #>> '{}')::numeric end as quota,
  coalesce(n.conversations, 0) as conversations,
  coalesce(n.approved, 0) as approved,
  coalesce(n.ready_for_training, 0) as ready_for_training,
  n.average_quality_score,
  coalesce(n.planned, 0) as planned,
  coalesce(n.in_progress, 0) as in_progress,
  coalesce(n.generated, 0) as generated,
  coalesce(n.reviewed, 0) as reviewed,
  coalesce(n.needs_review, 0) as needs_review,
  coalesce(n.rejected, 0) as rejected,
  coalesce(n.simulated, 0) as simulated,
  n.lowest_quality_score, n.required_fields_rate, n.cost_usd, n.average_cost_usd, n.average_seconds, n.turns
from keys k
left join said s on s.dataset_id = k.dataset_id and s.part = k.part and s.value is not distinct from k.value
left join counted n on n.dataset_id = k.dataset_id and n.part = k.part and n.value is not distinct from k.value;
revoke all on table public.dataset_overview from public, anon, authenticated, service_role;
grant select on table public.dataset_overview to authenticated, service_role;

create view public.quality_histogram with (security_invoker = true) as
with measured as (
  select c.dataset_id, d.dimension, d.score, d.lowest, d.highest, d.buckets,
    q.ready_for_training, c.generation_method = 'simulated' as simulated
  from public.quality_metrics q
  join public.training_conversations c using (conversation_id)
  cross join lateral (values
    ('overall', q.overall_score, 1.0, 5.0, 16), ('code', q.code_score, 1.0, 5.0, 16),
    ('judge', q.judge_score, 1.0, 5.0, 16), ('structure', q.structure_score, 0.0, 1.0, 10),
    ('grounding', q.grounding_score, 0.0, 1.0, 10), ('continuity', q.continuity_score, 0.0, 1.0, 10),
    ('voice_safety', q.voice_safety_score, 0.0, 1.0, 10), ('empathy', q.empathy_score, 1.0, 5.0, 16),
    ('clarity', q.clarity_score, 1.0, 5.0, 16), ('appropriateness', q.appropriateness_score, 1.0, 5.0, 16),
    ('brand_voice', q.brand_voice_score, 1.0, 5.0, 16), ('domain', q.domain_score, 1.0, 5.0, 16)
  ) d (dimension, score, lowest, highest, buckets)
  where d.score is not null
), scales as (
  select dataset_id, dimension, lowest, highest, buckets, count(*) as measured
  from measured group by dataset_id, dimension, lowest, highest, buckets
)
select
  s.dataset_id, s.dimension,
  trim_scale(s.lowest + (b.bucket - 1) * (s.highest - s.lowest) / s.buckets) as score_from,
  trim_scale(s.lowest + b.bucket * (s.highest - s.lowest) / s.buckets) as score_to,
  count(m.score) as conversations,
  round(count(m.score)::numeric / s.measured, 4) as share,
  count(*) filter (where m.ready_for_training) as ready_for_training,
  count(*) filter (where m.simulated) as simulated,
  b.bucket
from scales s
cross join lateral generate_series(1, s.buckets) b (bucket)
left join measured m on m.dataset_id = s.dataset_id and m.dimension = s.dimension
  and least(width_bucket(m.score, s.lowest, s.highest, s.buckets), s.buckets) = b.bucket
group by s.dataset_id, s.dimension, s.lowest, s.highest, s.buckets, s.measured, b.bucket;
revoke all on table public.quality_histogram from public, anon, authenticated, service_role;
grant select on table public.quality_histogram to authenticated, service_role;

create view public.quality_by_day with (security_invoker = true) as
select
  c.dataset_id, (c.generated_at at time zone 'UTC')::date as day,
  count(*) as conversations,
  round(avg(c.quality_score), 2) as average_quality_score,
  min(c.quality_score) as lowest_quality_score,
  count(*) filter (where q.ready_for_training) as ready_for_training,
  count(*) filter (where q.needs_review) as needs_review,
  count(*) filter (where c.generation_method = 'simulated') as simulated,
  round(percentile_cont(0.5) within group (order by c.quality_score::double precision)::numeric, 2) as median_quality_score,
  round(avg(q.grounding_rate), 4) as grounding_rate,
  sum(q.error_findings) as error_findings,
  sum(q.warning_findings) as warning_findings,
  sum(c.generation_cost_usd) as cost_usd,
  round(avg(c.generation_seconds), 1) as average_seconds
from public.training_conversations c
join public.quality_metrics q using (conversation_id)
where c.generated_at is not null
group by c.dataset_id, (c.generated_at at time zone 'UTC')::date;
revoke all on table public.quality_by_day from public, anon, authenticated, service_role;
grant select on table public.quality_by_day to authenticated, service_role;

create view public.template_performance with (security_invoker = true) as
with work as (
  select c.template_id, i.template_version as version,
    count(*) filter (where i.status = 'completed') as generated,
    count(*) filter (where i.status in ('failed', 'dead')) as failed,
    round(avg(i.quality_score) filter (where i.status = 'completed'), 2) as average_quality_score,
    min(i.quality_score) filter (where i.status = 'completed') as lowest_quality_score,
    sum(k.repairs) as repairs,
    sum(i.cost_usd) as cost_usd,
    round(avg(i.cost_usd) filter (where i.status = 'completed'), 6) as average_cost_usd,
    round(avg(extract(epoch from i.completed_at - i.started_at)) filter (where i.status = 'completed'), 1) as average_seconds,
    count(*) filter (where k.simulated) as simulated
  from public.generation_job_items i
  join public.training_conversations c using (conversation_id)
  left join (
    select item_id, count(*) filter (where stage = 'repair') as repairs,
      bool_or(generation_method = 'simulated') as simulated
    from public.generation_calls where item_id is not null group by item_id
  ) k on k.item_id = i.id
  where c.template_id is not null and i.template_version is not null
  group by c.template_id, i.template_version
), found as (
  select template_id, version, jsonb_agg(
    jsonb_build_object('check', "check", 'severity', severity, 'findings', findings, 'conversations', conversations)
    order by findings desc, "check", severity) filter (where place <= 5) as frequent
  from (
    select c.template_id, c.template_version as version, f."check", f.severity, count(*) as findings,
      count(distinct f.conversation_id) as conversations,
      row_number() over (partition by c.template_id, c.template_version
        order by count(*) desc, f."check", f.severity) as place
    from public.quality_findings f
    join public.training_conversations c on c.conversation_id = f.conversation_id and c.revision = f.revision
    where c.template_id is not null and c.template_version is not null
    group by c.template_id, c.template_version, f."check", f.severity
  ) ranked
  group by template_id, version
), versions as (
  select t.template_id, t.version from public.conversation_templates t
  union select w.template_id, w.version from work w
)
select
  t.template_id, v.version, coalesce(w.generated, 0) as generated, coalesce(w.failed, 0) as failed,
  w.average_quality_score, w.lowest_quality_score, coalesce(w.repairs, 0) as repairs, w.cost_usd,
  w.average_cost_usd, w.average_seconds, coalesce(f.frequent, '[]') as frequent_findings,
  coalesce(w.simulated, 0) as simulated, v.version = t.version as is_current, t.is_active, t.template_name,
  t.tier, t.dataset_id
from versions v
join public.conversation_templates t using (template_id)
left join work w on w.template_id = v.template_id and w.version = v.version
left join found f on f.template_id = v.template_id and f.version = v.version;
revoke all on table public.template_performance from public, anon, authenticated, service_role;
grant select on table public.template_performance to authenticated, service_role;

comment on view public.dataset_overview is
  'Each dataset''s plan against its quotas: a row for the whole, one per tier and one per persona type, also for those that have no conversation yet.';
comment on column public.dataset_overview.dataset_id is 'training_datasets.dataset_id.';
comment on column public.dataset_overview.part is 'What the row counts: dataset (all of it), tier or persona_type.';
comment on column public.dataset_overview.value is 'Which tier or persona type; null for the whole dataset, and for conversations that have none.';
comment on column public.dataset_overview.quota is 'How many training_datasets.quotas asks for; null when it asks for no number.';
comment on column public.dataset_overview.conversations is 'Conversations there are, whatever their status.';
comment on column public.dataset_overview.approved is 'Conversations whose generation_status is approved.';
comment on column public.dataset_overview.ready_for_training is 'Conversations whose metrics say ready_for_training.';
comment on column public.dataset_overview.average_quality_score is 'Mean quality_score, 1 to 5, the simulator''s included; null when none has a score.';
comment on column public.dataset_overview.planned is 'Conversations whose generation_status is planned.';
comment on column public.dataset_overview.in_progress is 'Conversations whose generation_status is in_progress.';
comment on column public.dataset_overview.generated is 'Conversations whose generation_status is generated.';
comment on column public.dataset_overview.reviewed is 'Conversations whose generation_status is reviewed.';
comment on column public.dataset_overview.needs_review is 'Conversations whose review_state is needs_review.';
comment on column public.dataset_overview.rejected is 'Conversations whose review_state is rejected.';
comment on column public.dataset_overview.simulated is 'Conversations the simulator wrote.';
comment on column public.dataset_overview.lowest_quality_score is 'Lowest quality_score; null when none has a score.';
comment on column public.dataset_overview.required_fields_rate is 'Mean share of required fields that are filled, 0 to 1; null when it was measured for none.';
comment on column public.dataset_overview.cost_usd is 'What the texts there are cost, US dollars; null when none was generated by calls. What was spent in all is in spend_by_day.';
comment on column public.dataset_overview.average_cost_usd is 'Mean cost of a generated text, US dollars; null when none was generated by calls.';
comment on column public.dataset_overview.average_seconds is 'Mean seconds a generation took; null when none was generated.';
comment on column public.dataset_overview.turns is 'Turns of the conversations that have metrics; null when none has.';

comment on view public.quality_histogram is
  'How scores are distributed: per dataset and dimension one row per bucket, empty ones too. Only dimensions that were measured.';
comment on column public.quality_histogram.dataset_id is 'training_datasets.dataset_id.';
comment on column public.quality_histogram.dimension is
  'overall, code, judge and the judge''s five (empathy, clarity, appropriateness, brand_voice, domain): 1 to 5; structure, grounding, continuity, voice_safety: 0 to 1.';
comment on column public.quality_histogram.score_from is 'Lower edge of the bucket, which belongs to it.';
comment on column public.quality_histogram.score_to is 'Upper edge of the bucket, which belongs to the next one; the last bucket holds it.';
comment on column public.quality_histogram.conversations is 'Conversations in the bucket.';
comment on column public.quality_histogram.share is 'Their share of the conversations measured in this dimension, 0 to 1.';
comment on column public.quality_histogram.ready_for_training is 'Of them ready for training.';
comment on column public.quality_histogram.simulated is 'Of them written by the simulator.';
comment on column public.quality_histogram.bucket is 'Number of the bucket, from 1: of 16 for scores 1 to 5, of 10 for shares 0 to 1.';

comment on view public.quality_by_day is
  'What was generated day by day, and how good it is: the texts there are, on the UTC day they were saved.';
comment on column public.quality_by_day.dataset_id is 'training_datasets.dataset_id.';
comment on column public.quality_by_day.day is 'UTC day of generated_at; a text that replaced another counts on its own day.';
comment on column public.quality_by_day.conversations is 'Conversations saved that day and not replaced since.';
comment on column public.quality_by_day.average_quality_score is 'Mean quality_score, 1 to 5.';
comment on column public.quality_by_day.lowest_quality_score is 'Lowest quality_score.';
comment on column public.quality_by_day.ready_for_training is 'Of them ready for training.';
comment on column public.quality_by_day.needs_review is 'Of them whole but under the bar.';
comment on column public.quality_by_day.simulated is 'Of them written by the simulator.';
comment on column public.quality_by_day.median_quality_score is 'Median quality_score.';
comment on column public.quality_by_day.grounding_rate is 'Mean of quality_metrics.grounding_rate, 0 to 1; null when it was measured for none.';
comment on column public.quality_by_day.error_findings is 'Findings that are errors.';
comment on column public.quality_by_day.warning_findings is 'Findings that are warnings.';
comment on column public.quality_by_day.cost_usd is 'What these texts cost, US dollars; null when none was generated by calls.';
comment on column public.quality_by_day.average_seconds is 'Mean seconds a generation took; null when unknown.';

comment on view public.template_performance is
  'What each version of each template brought: a row per template and version that was worked with, and one for the current version in any case.';
comment on column public.template_performance.template_id is 'conversation_templates.template_id.';
comment on column public.template_performance.version is 'Version of the template the items were made with.';
comment on column public.template_performance.generated is 'Items that were completed, regenerations included.';
comment on column public.template_performance.failed is 'Items that ended failed or dead.';
comment on column public.template_performance.average_quality_score is 'Mean score at the save, 1 to 5; null when nothing was generated.';
comment on column public.template_performance.lowest_quality_score is 'Lowest score at a save; null when nothing was generated.';
comment on column public.template_performance.repairs is 'Calls that asked for a section again.';
comment on column public.template_performance.cost_usd is 'What its items cost, failed ones included, US dollars; null when there are none.';
comment on column public.template_performance.average_cost_usd is 'Mean cost of a completed item, US dollars; null when nothing was generated.';
comment on column public.template_performance.average_seconds is 'Mean seconds from start to end of a completed item; null when nothing was generated.';
comment on column public.template_performance.frequent_findings is
  'The five most frequent findings in the texts there are, as a list of {check, severity, findings, conversations}.';
comment on column public.template_performance.simulated is 'Items the simulator answered.';
comment on column public.template_performance.is_current is 'Whether this is the version new jobs use.';
comment on column public.template_performance.is_active is 'conversation_templates.is_active.';
comment on column public.template_performance.template_name is 'conversation_templates.template_name.';
comment on column public.template_performance.tier is 'conversation_templates.tier.';
comment on column public.template_performance.dataset_id is 'conversation_templates.dataset_id.';

insert into public.training_schema_versions (version, name) values ('20261125020200', 'overviews');
