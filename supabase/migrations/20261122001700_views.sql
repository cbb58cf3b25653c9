-- What a dashboard selects at once. Views cannot be subscribed to: subscribe to the tables, select the view.
--
-- Invariant: security_invoker, so a view shows what its reader may read and no more.

create view public.conversation_matrix with (security_invoker = true) as
select
  c.conversation_number, c.conversation_id, c.tier, c.persona_type, c.topic_category, c.generation_status,
  c.quality_score, q.ready_for_training, c.review_state, c.template_id, c.tier_batch, c.turn_count,
  c.starting_emotion, c.ending_emotion, c.is_seed_example, c.required_review, c.revision, c.generation_method,
  c.generation_cost_usd, c.generated_at, i.job_number as live_job_number, i.status as item_status, i.stage,
  i.stage_note, i.progress, i.attempt, q.error_findings, q.warning_findings, c.last_error_code,
  c.last_error_message, c.persona_name, c.topic_description, c.dataset_id
from public.training_conversations c
left join public.quality_metrics q using (conversation_id)
left join public.generation_job_items i
  on i.conversation_id = c.conversation_id and i.status in ('queued', 'running', 'waiting_batch');
revoke all on table public.conversation_matrix from public, anon, authenticated, service_role;
grant select on table public.conversation_matrix to authenticated, service_role;

create view public.job_progress with (security_invoker = true) as
select
  j.job_number, j.job_type, j.status, j.status_message,
  round((case when j.total_conversations = 0 then 0 else w.done / j.total_conversations end), 3) as progress,
  j.completed_conversations, j.total_conversations, j.cost_usd, j.failed_conversations, j.cancelled_conversations,
  w.at_work, w.queued, w.working_on, w.next_up, j.status_reason, j.max_cost_usd, j.reserved_usd,
  j.estimated_cost_usd, j.estimated_seconds, j.eta_at,
  round(extract(epoch from coalesce(j.completed_at, clock_timestamp()) - j.started_at)::numeric, 1) as seconds,
  j.average_quality_score, j.api_calls, j.created_by_name, j.created_via, j.note, j.dataset_id, j.created_at,
  j.started_at, j.completed_at, j.last_progress_at, j.id
from public.generation_jobs j
cross join lateral (
  select
    coalesce(sum(case when i.status in ('completed', 'failed', 'dead', 'cancelled') then 1 else i.progress end), 0) as done,
    count(*) filter (where i.status in ('running', 'waiting_batch')) as at_work,
    count(*) filter (where i.status = 'queued') as queued,
    coalesce(jsonb_agg(i.conversation_id order by i.position) filter (where i.status in ('running', 'waiting_batch')), '[]') as working_on,
    (array_agg(i.conversation_id order by i.position) filter (where i.status = 'queued'))[1] as next_up
  from public.generation_job_items i where i.job_id = j.id
) w;
revoke all on table public.job_progress from public, anon, authenticated, service_role;
grant select on table public.job_progress to authenticated, service_role;

comment on view public.conversation_matrix is
  'One row per conversation with its quality and, when a job has it, where that stands: a dashboard''s grid.';
comment on column public.conversation_matrix.conversation_number is 'training_conversations.conversation_number.';
comment on column public.conversation_matrix.conversation_id is 'training_conversations.conversation_id.';
comment on column public.conversation_matrix.tier is 'training_conversations.tier.';
comment on column public.conversation_matrix.persona_type is 'training_conversations.persona_type.';
comment on column public.conversation_matrix.topic_category is 'training_conversations.topic_category.';
comment on column public.conversation_matrix.generation_status is 'training_conversations.generation_status.';
comment on column public.conversation_matrix.quality_score is 'training_conversations.quality_score, 1 to 5; null until generated.';
comment on column public.conversation_matrix.ready_for_training is 'quality_metrics.ready_for_training; null until generated.';
comment on column public.conversation_matrix.review_state is 'training_conversations.review_state.';
comment on column public.conversation_matrix.template_id is 'training_conversations.template_id.';
comment on column public.conversation_matrix.tier_batch is 'training_conversations.tier_batch.';
comment on column public.conversation_matrix.turn_count is 'training_conversations.turn_count.';
comment on column public.conversation_matrix.starting_emotion is 'training_conversations.starting_emotion.';
comment on column public.conversation_matrix.ending_emotion is 'training_conversations.ending_emotion.';
comment on column public.conversation_matrix.is_seed_example is 'training_conversations.is_seed_example.';
comment on column public.conversation_matrix.required_review is 'training_conversations.required_review.';
comment on column public.conversation_matrix.revision is 'training_conversations.revision.';
comment on column public.conversation_matrix.generation_method is 'training_conversations.generation_method; null until there is a text.';
comment on column public.conversation_matrix.generation_cost_usd is 'training_conversations.generation_cost_usd, US dollars.';
comment on column public.conversation_matrix.generated_at is 'training_conversations.generated_at; null until then.';
comment on column public.conversation_matrix.live_job_number is 'Number of the job that has it now; null when none does.';
comment on column public.conversation_matrix.item_status is 'Status of its item in that job; null when no job has it.';
comment on column public.conversation_matrix.stage is 'Stage of that item; null when nothing is at work.';
comment on column public.conversation_matrix.stage_note is 'That stage in words; null when there is nothing to say.';
comment on column public.conversation_matrix.progress is 'Share done, 0 to 1; null when no job has it.';
comment on column public.conversation_matrix.attempt is 'Attempt of that item; null when no job has it.';
comment on column public.conversation_matrix.error_findings is 'quality_metrics.error_findings; null until generated.';
comment on column public.conversation_matrix.warning_findings is 'quality_metrics.warning_findings; null until generated.';
comment on column public.conversation_matrix.last_error_code is 'training_conversations.last_error_code.';
comment on column public.conversation_matrix.last_error_message is 'training_conversations.last_error_message.';
comment on column public.conversation_matrix.persona_name is 'training_conversations.persona_name.';
comment on column public.conversation_matrix.topic_description is 'training_conversations.topic_description.';
comment on column public.conversation_matrix.dataset_id is 'training_conversations.dataset_id.';

comment on view public.job_progress is 'One row per job with what is at work and what comes next.';
comment on column public.job_progress.job_number is 'generation_jobs.job_number.';
comment on column public.job_progress.job_type is 'generation_jobs.job_type.';
comment on column public.job_progress.status is 'generation_jobs.status.';
comment on column public.job_progress.status_message is 'generation_jobs.status_message.';
comment on column public.job_progress.progress is 'Share of the job done, 0 to 1; ended items count whole, whatever their end.';
comment on column public.job_progress.completed_conversations is 'generation_jobs.completed_conversations.';
comment on column public.job_progress.total_conversations is 'generation_jobs.total_conversations.';
comment on column public.job_progress.cost_usd is 'generation_jobs.cost_usd, US dollars.';
comment on column public.job_progress.failed_conversations is 'generation_jobs.failed_conversations.';
comment on column public.job_progress.cancelled_conversations is 'generation_jobs.cancelled_conversations.';
comment on column public.job_progress.at_work is 'Items a worker holds, or that wait for a batch.';
comment on column public.job_progress.queued is 'Items not taken yet.';
comment on column public.job_progress.working_on is 'List of the conversation ids at work.';
comment on column public.job_progress.next_up is 'The conversation that comes next; null when none is queued.';
comment on column public.job_progress.status_reason is 'generation_jobs.status_reason.';
comment on column public.job_progress.max_cost_usd is 'generation_jobs.max_cost_usd, US dollars.';
comment on column public.job_progress.reserved_usd is 'generation_jobs.reserved_usd, US dollars.';
comment on column public.job_progress.estimated_cost_usd is 'generation_jobs.estimated_cost_usd, US dollars.';
comment on column public.job_progress.estimated_seconds is 'generation_jobs.estimated_seconds.';
comment on column public.job_progress.eta_at is 'generation_jobs.eta_at.';
comment on column public.job_progress.seconds is 'Seconds since its start, or from start to end; null before the start.';
comment on column public.job_progress.average_quality_score is 'generation_jobs.average_quality_score.';
comment on column public.job_progress.api_calls is 'generation_jobs.api_calls.';
comment on column public.job_progress.created_by_name is 'generation_jobs.created_by_name.';
comment on column public.job_progress.created_via is 'generation_jobs.created_via.';
comment on column public.job_progress.note is 'generation_jobs.note.';
comment on column public.job_progress.dataset_id is 'generation_jobs.dataset_id.';
comment on column public.job_progress.created_at is 'generation_jobs.created_at.';
comment on column public.job_progress.started_at is 'generation_jobs.started_at.';
comment on column public.job_progress.completed_at is 'generation_jobs.completed_at.';
comment on column public.job_progress.last_progress_at is 'generation_jobs.last_progress_at.';
comment on column public.job_progress.id is 'generation_jobs.id.';

insert into public.training_schema_versions (version, name) values ('20261122001700', 'views');
