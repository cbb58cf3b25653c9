-- What the tables of the previous file mean, column by column. Keeps rule 10 of the database's contract: every
-- table and column says what it is, in what unit, when it is null and whether it may be edited.

comment on table public.generation_jobs is
  'Insert a row to have conversations generated; watch it change. Edit requested_action (pause, resume, cancel, retry_failed), max_cost_usd and note; nothing else is yours to edit.';
comment on column public.generation_jobs.job_number is 'Rising number, for people.';
comment on column public.generation_jobs.job_type is 'single (one conversation), batch (a list) or process_all (everything planned). Given at the insert.';
comment on column public.generation_jobs.status is 'queued, in_progress, paused, completed (all ended, one or more with a text), failed (none) or cancelled. Moved by the worker''s functions and by requested_action.';
comment on column public.generation_jobs.status_message is 'One sentence on where it stands, true as of last_progress_at.';
comment on column public.generation_jobs.status_reason is 'Why it waits, is paused or ended so: waiting_for_worker, paused_by_user, cap_reached, daily_limit, key_rejected, credit_exhausted, spend_limit, none_completed, cancelled_by_user; null otherwise.';
comment on column public.generation_jobs.completed_conversations is 'How many have been saved.';
comment on column public.generation_jobs.failed_conversations is 'How many ended without a text (failed or dead).';
comment on column public.generation_jobs.cancelled_conversations is 'How many were cancelled.';
comment on column public.generation_jobs.total_conversations is 'How many the job took.';
comment on column public.generation_jobs.cost_usd is 'What its settled calls cost, US dollars, as of last_progress_at.';
comment on column public.generation_jobs.max_cost_usd is 'The most it may spend, US dollars; absent at the insert: twice the estimate, at least 0.50. Managers may edit it: raising it resumes a job paused at its cap.';
comment on column public.generation_jobs.estimated_cost_usd is 'What it is expected to cost, US dollars; null when a model has no price.';
comment on column public.generation_jobs.estimated_seconds is 'How long it is expected to work, seconds.';
comment on column public.generation_jobs.eta_at is 'When it is expected to end; null while nothing is at work.';
comment on column public.generation_jobs.average_quality_score is 'Mean quality score of what it saved, 1 to 5; null until something is.';
comment on column public.generation_jobs.target_conversation_ids is 'List of conversation ids, in the order of work. Given at the insert (not for process_all, where it is filled in).';
comment on column public.generation_jobs.options is
  'existing (refuse, skip, replace), replace_approved, filter (dataset_id, tier, template_id, persona_type; process_all), preset (best, balanced, cheapest), models per stage, delivery (live), max_concurrency, judge. Given at the insert; defaults are filled in.';
comment on column public.generation_jobs.requested_action is 'Set it to pause, resume, cancel or retry_failed; it is done at once and becomes null again. Managers may edit it.';
comment on column public.generation_jobs.note is 'Anything. Managers may edit it.';
comment on column public.generation_jobs.dataset_id is 'The dataset of its conversations.';
comment on column public.generation_jobs.models is 'Model and effort per stage, resolved from options at the insert.';
comment on column public.generation_jobs.reserved_usd is 'Most that calls of unknown cost may still cost, US dollars: those in flight and those whose usage never became known.';
comment on column public.generation_jobs.input_tokens is 'Tokens of uncached input over its settled calls.';
comment on column public.generation_jobs.cache_write_5m_tokens is 'Tokens written to the 5-minute cache.';
comment on column public.generation_jobs.cache_write_1h_tokens is 'Tokens written to the 1-hour cache.';
comment on column public.generation_jobs.cache_read_tokens is 'Tokens read from the cache.';
comment on column public.generation_jobs.output_tokens is 'Tokens of output, thinking included.';
comment on column public.generation_jobs.thinking_tokens is 'Tokens of thinking, part of output_tokens.';
comment on column public.generation_jobs.api_calls is 'How many calls to Claude were opened.';
comment on column public.generation_jobs.paused_from is 'The status a resume returns to; null unless paused.';
comment on column public.generation_jobs.cap_needs_usd is 'What the call that met the cap needed, US dollars; null unless paused at the cap.';
comment on column public.generation_jobs.created_by is 'Who inserted it; null for the service key and for SQL, and once that user is gone.';
comment on column public.generation_jobs.created_by_name is 'The name kept beside created_by.';
comment on column public.generation_jobs.created_via is 'user (a signed-in manager), service (the service key) or sql (Studio, psql).';
comment on column public.generation_jobs.started_at is 'When its first item was claimed; null until then.';
comment on column public.generation_jobs.completed_at is 'When it ended; null until then.';
comment on column public.generation_jobs.last_progress_at is 'When status_message and the counters were last written.';
comment on column public.generation_jobs.created_at is 'When it was inserted.';
comment on column public.generation_jobs.updated_at is 'When the row last changed.';
comment on column public.generation_jobs.id is 'Primary key of this table; other tables'' job_id.';

comment on table public.generation_job_items is
  'The queue: one row per conversation of a job, and what a dashboard shows of it. Not to be edited; steer the job.';
comment on column public.generation_job_items.job_number is 'The job''s number, so that a row is read without a join.';
comment on column public.generation_job_items.conversation_id is 'The conversation.';
comment on column public.generation_job_items.status is 'queued, running, waiting_batch, completed, failed (retryable by hand), dead (three attempts) or cancelled.';
comment on column public.generation_job_items.stage is 'What is being done: preparing, dialogue, annotating, validating, repairing, judging, saving or waiting_batch; null while nothing is.';
comment on column public.generation_job_items.stage_note is 'The stage in words, for example: turn 2 of 4; null when there is nothing to say.';
comment on column public.generation_job_items.progress is 'Share done, 0 to 1.';
comment on column public.generation_job_items.attempt is 'Which run of the item this is, 1 to 3; 0 before the first claim. Counted at the claim, given back by a release.';
comment on column public.generation_job_items.cost_usd is 'What its settled calls cost, US dollars, all attempts.';
comment on column public.generation_job_items.turns_done is 'Turns annotated; null until known.';
comment on column public.generation_job_items.turns_total is 'Turns to annotate; null until known.';
comment on column public.generation_job_items.quality_score is 'Score of the saved text, 1 to 5; null until saved.';
comment on column public.generation_job_items.error_code is 'Why the last attempt ended without a text; null when none did.';
comment on column public.generation_job_items.error_message is 'The same in a sentence; null when none did.';
comment on column public.generation_job_items.error_hint is 'What to do about it; null when there is nothing to do.';
comment on column public.generation_job_items.position is 'Place in the job, from 1.';
comment on column public.generation_job_items.available_at is 'Not claimed before this time: backoff after a fault, snooze after a release.';
comment on column public.generation_job_items.template_version is 'Version of the template when the item was queued.';
comment on column public.generation_job_items.job_id is 'The job.';
comment on column public.generation_job_items.started_at is 'When it was first claimed; null until then.';
comment on column public.generation_job_items.completed_at is 'When it ended; null until then.';
comment on column public.generation_job_items.created_at is 'When the row was written.';
comment on column public.generation_job_items.updated_at is 'When the row last changed.';
comment on column public.generation_job_items.id is 'Primary key of this table; other tables'' item_id.';

comment on table public.generation_leases is
  'Who holds which item until when; kept after their end as history. Readable with the service key alone, because the token is the right to write.';
comment on column public.generation_leases.item_id is 'The item.';
comment on column public.generation_leases.worker is 'worker_id of the holder.';
comment on column public.generation_leases.attempt is 'The item''s attempt it was claimed as.';
comment on column public.generation_leases.claimed_at is 'When it began.';
comment on column public.generation_leases.heartbeat_at is 'When the holder was last heard.';
comment on column public.generation_leases.expires_at is 'After this time anybody may take the item back.';
comment on column public.generation_leases.ended_at is 'When it ended; null while it is held.';
comment on column public.generation_leases.end_reason is 'saved, failed, dead, requeued (failed, to be tried again), released, expired or cancelled; null while it is held.';
comment on column public.generation_leases.generation_method is 'How the holder generates: claude_api, claude_batch or simulated.';
comment on column public.generation_leases.lease_token is 'Names this claim: whoever writes to the item names it.';
comment on column public.generation_leases.id is 'Primary key of this table, no more.';

comment on table public.generation_drafts is
  'What an item had written when it failed, with its faults, for a person to look at. Nothing here is a conversation''s text.';
comment on column public.generation_drafts.conversation_id is 'The conversation.';
comment on column public.generation_drafts.attempt is 'The item''s attempt.';
comment on column public.generation_drafts.error_code is 'Why it failed.';
comment on column public.generation_drafts.error_message is 'The same in a sentence.';
comment on column public.generation_drafts.draft is 'The draft as the worker gave it.';
comment on column public.generation_drafts.item_id is 'The item.';
comment on column public.generation_drafts.created_at is 'When the row was written.';
comment on column public.generation_drafts.id is 'Primary key of this table, no more.';

comment on table public.generation_events is
  'What happened, in sentences, for people. Ids rise but not in commit order: catch up with ten seconds'' overlap and drop what you have.';
comment on column public.generation_events.id is 'Rising number.';
comment on column public.generation_events.at is 'When, by the server''s clock.';
comment on column public.generation_events.level is 'debug, info, warning or error.';
comment on column public.generation_events.stage is 'Stage of the item, or what happened to the job; null when neither.';
comment on column public.generation_events.conversation_id is 'The conversation; null when it is about the job.';
comment on column public.generation_events.message is 'The sentence.';
comment on column public.generation_events.job_id is 'The job; null when it is about none.';

comment on table public.generation_workers is 'One row per worker process: what it is and what it is doing. Written by the worker itself.';
comment on column public.generation_workers.worker_id is 'Host, process id and a random boot id.';
comment on column public.generation_workers.state is 'starting, idle, working, paused, draining, stopping, stopped or failed. Whether it is alive is said by generation_worker_beats.';
comment on column public.generation_workers.message is 'The state in a sentence; null when there is nothing to say.';
comment on column public.generation_workers.mode is 'live or simulated.';
comment on column public.generation_workers.version is 'Version of the worker.';
comment on column public.generation_workers.in_flight is 'Items it holds, as of the row''s last change.';
comment on column public.generation_workers.realtime_up is 'Whether its Realtime listener works; null when it does not say.';
comment on column public.generation_workers.started_at is 'When it started.';
comment on column public.generation_workers.stopped_at is 'When it stopped; null until it said so.';
comment on column public.generation_workers.created_at is 'When the row was written.';
comment on column public.generation_workers.updated_at is 'When the row last changed.';
comment on column public.generation_workers.id is 'Primary key of this table, no more.';

comment on table public.generation_worker_beats is 'When each worker was last heard. Apart from generation_workers, so that beats are not published.';
comment on column public.generation_worker_beats.worker_id is 'The worker.';
comment on column public.generation_worker_beats.beat_at is 'Its last beat, by the server''s clock.';
comment on column public.generation_worker_beats.in_flight is 'Items it held then.';
comment on column public.generation_worker_beats.id is 'Primary key of this table, no more.';

comment on table public.generation_transitions is
  'Append-only history: what moved from which status to which, when and by whom. Written by triggers; no role may change it.';
comment on column public.generation_transitions.id is 'Rising number.';
comment on column public.generation_transitions.at is 'When, by the server''s clock.';
comment on column public.generation_transitions.thing is 'job, item or conversation.';
comment on column public.generation_transitions.subject is 'The conversation''s text id, or the job''s number.';
comment on column public.generation_transitions.from_status is 'The status it left; null at its birth.';
comment on column public.generation_transitions.to_status is 'The status it took.';
comment on column public.generation_transitions.by_name is 'Who moved it: a member''s address, a worker, the service key or a database role.';
comment on column public.generation_transitions.job_number is 'The job; null for a move of no job.';
comment on column public.generation_transitions.attempt is 'The item''s attempt; null for jobs and conversations.';
comment on column public.generation_transitions.by_worker is 'The worker whose function moved it; null when none did.';
comment on column public.generation_transitions.by_user is 'The user who moved it (auth.users.id); null when none did.';
comment on column public.generation_transitions.thing_id is 'Primary key of what moved, in its own table; kept when the row is gone.';

insert into public.training_schema_versions (version, name) values ('20261122000600', 'jobs_and_items_described');
