-- Message batches: what is about to be sent, what was sent, and the requests that wait to be.
--
-- Invariants: a batch is in this table before it is handed to Claude; a call goes with one batch, and its request is
-- kept until the call is settled, no longer; an item that waits holds no lease, no attempt and none of its job's
-- max_concurrency. Locks: budget, jobs, batch, items, conversation; calls last.

create table public.generation_batches (
  intent_at timestamptz not null default clock_timestamp(),
  status text not null default 'intended' check (status in ('intended', 'submitted', 'harvested', 'abandoned')),
  message text not null default '',
  requests integer not null check (requests > 0),
  settled integer not null default 0 check (settled >= 0),
  reserved_usd numeric(12, 6) not null check (reserved_usd >= 0),
  stages jsonb not null,
  provider_batch_id text check (provider_batch_id <> ''),
  submissions integer not null default 0 check (submissions >= 0),
  sent_at timestamptz,
  submitted_at timestamptz,
  ended_at timestamptz,
  succeeded integer not null default 0 check (succeeded >= 0),
  errored integer not null default 0 check (errored >= 0),
  canceled integer not null default 0 check (canceled >= 0),
  expired integer not null default 0 check (expired >= 0),
  missing integer not null default 0 check (missing >= 0),
  cancel_asked_at timestamptz,
  duplicate_ids jsonb not null default '[]',
  foreign_ids jsonb not null default '[]',
  bytes bigint not null check (bytes > 0),
  generation_method text not null check (generation_method in ('claude_batch', 'simulated')),
  worker text not null check (worker <> ''),
  worker_until timestamptz not null,
  told_at timestamptz not null default clock_timestamp(),
  id uuid primary key default gen_random_uuid(),
  check (status <> 'submitted' or provider_batch_id is not null),
  check ((provider_batch_id is null) = (submitted_at is null))
);
create unique index generation_batches_provider_idx on public.generation_batches (provider_batch_id);
create index generation_batches_open_idx on public.generation_batches (worker_until)
  where status in ('intended', 'submitted');
create trigger generation_batches_by_hand before insert or update or delete on public.generation_batches
  for each row when (pg_trigger_depth() = 0 and coalesce(current_setting('rapport.moves', true), '') <> 'on')
  execute function public.generation_not_by_hand(
    'Batches are kept by the worker; cancel a job (requested_action = cancel) and its batch is cancelled at Claude when nobody else waits for it.',
    'sent_at', 'worker_until');
create trigger generation_batches_not_truncated before truncate on public.generation_batches
  for each statement execute function public.generation_not_by_hand('Batches are kept: the ledger names them.');
alter table public.generation_batches enable row level security;
revoke all on table public.generation_batches from public, anon, authenticated, service_role;
grant select on table public.generation_batches to authenticated;
grant select, insert, update on table public.generation_batches to service_role;
create policy "Members read every batch" on public.generation_batches for select to authenticated
  using (exists (select 1 from public.training_members m where m.user_id = (select auth.uid())));

alter table public.generation_calls
  add column batch_id uuid references public.generation_batches (id) on delete set null;
create index generation_calls_batch_id_idx on public.generation_calls (batch_id);
create index generation_calls_unsent_idx on public.generation_calls (item_id)
  where delivery = 'message_batch' and settled_at is null and batch_id is null;
comment on column public.generation_calls.batch_id is
  'The message batch it went with; null for a live call, and until one is made.';

create table public.generation_batch_requests (
  call_id uuid not null unique references public.generation_calls (id) on delete cascade,
  staged_at timestamptz not null default clock_timestamp(),
  bytes integer not null check (bytes > 0),
  body text not null,
  id uuid primary key default gen_random_uuid()
);
alter table public.generation_batch_requests enable row level security;
revoke all on table public.generation_batch_requests from public, anon, authenticated, service_role;
grant select, insert, delete on table public.generation_batch_requests to service_role;
create policy "The worker alone reads requests" on public.generation_batch_requests
  for select to service_role using (true);

create function public.generation_nothing_used()
returns jsonb
language sql immutable
set search_path = ''
as $$
  select '{"input_tokens": 0, "cache_write_5m_tokens": 0, "cache_write_1h_tokens": 0, "cache_read_tokens": 0,
    "output_tokens": 0, "thinking_tokens": 0}'::jsonb
$$;
revoke all on function public.generation_nothing_used() from public, anon, authenticated, service_role;
grant execute on function public.generation_nothing_used() to service_role;
comment on function public.generation_nothing_used() is 'The usage of a request that was never sent, or was refused: nothing.';

-- Many calls settled in one transaction write their job's row once, at its end.
create or replace function public.generation_job_refresh(p_job_id uuid)
returns public.generation_jobs
language plpgsql
set search_path = ''
as $$
declare
  was public.generation_jobs;
  job public.generation_jobs;
begin
  select * into was from public.generation_jobs j where j.id = p_job_id for no key update;
  if coalesce(current_setting('rapport.refresh_later', true), '') = 'on' then
    return was;
  end if;
  job := public.generation_job_tally(was);
  perform set_config('rapport.moves', 'on', true);
  update public.generation_jobs j set
    status = job.status, status_message = job.status_message, status_reason = job.status_reason,
    completed_conversations = job.completed_conversations, failed_conversations = job.failed_conversations,
    cancelled_conversations = job.cancelled_conversations, total_conversations = job.total_conversations,
    average_quality_score = job.average_quality_score, eta_at = job.eta_at, paused_from = job.paused_from,
    cap_needs_usd = job.cap_needs_usd, completed_at = job.completed_at, last_progress_at = job.last_progress_at,
    cost_usd = job.cost_usd, reserved_usd = job.reserved_usd, api_calls = job.api_calls,
    input_tokens = job.input_tokens, output_tokens = job.output_tokens, thinking_tokens = job.thinking_tokens,
    cache_write_5m_tokens = job.cache_write_5m_tokens, cache_write_1h_tokens = job.cache_write_1h_tokens,
    cache_read_tokens = job.cache_read_tokens
  where j.id = p_job_id;
  if job.status <> was.status and job.status in ('completed', 'failed') then
    insert into public.generation_events (level, stage, message, job_id)
    values (case when job.status = 'failed' then 'error' else 'info' end, job.status,
      format('Job #%s %s: %s', job.job_number, job.status, job.status_message), job.id);
  end if;
  return job;
end
$$;
comment on function public.generation_job_refresh(uuid) is
  'Writes a job''s tally to its row and tells of its end. Called by whoever moved its items; whoever settles many calls at once puts it off (rapport.refresh_later) and calls it at the end.';

-- An item that waits for its batch is in nobody's hands, so it takes none of max_concurrency; and what a batch writes
-- the dialogue of is claude_batch.
create or replace function public.generation_claim(
  p_worker text, p_limit integer, p_lease_seconds numeric, p_method text default 'claude_api',
  p_cleared text[] default '{}'
)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  expired uuid[];
  cleared uuid[];
  open_jobs uuid[];
  job record;
  item record;
  lease record;
  lanes integer;
  method text;
  left_over integer := p_limit;
  claimed jsonb := '[]';
  changed boolean;
begin
  if coalesce(p_worker, '') = '' or p_limit is null or p_limit not between 0 and 1000
    or p_lease_seconds is null or p_lease_seconds not between 0.1 and 3600
    or p_method is null or p_method not in ('claude_api', 'claude_batch', 'simulated') then
    perform public.generation_refuse('22023', 'A claim names its worker, a limit of 0 to 1000, a lease of 0.1 to 3600 seconds and a method.',
      'Methods are claude_api, claude_batch and simulated.',
      jsonb_build_object('worker', p_worker, 'limit', p_limit, 'lease_seconds', p_lease_seconds, 'method', p_method));
  end if;
  perform public.generation_as_worker(p_worker);

  select coalesce(array_agg(distinct i.job_id), '{}') into expired
    from public.generation_leases l join public.generation_job_items i on i.id = l.item_id
    where l.ended_at is null and l.expires_at < clock_timestamp();
  select coalesce(array_agg(j.id), '{}') into cleared
    from public.generation_jobs j
    where j.status = 'paused' and j.status_reason = any (p_cleared)
      and j.status_reason in ('key_rejected', 'credit_exhausted', 'spend_limit', 'daily_limit');
  select coalesce(array_agg(c.id), '{}') into open_jobs from (
    select j.id from public.generation_jobs j
    where j.status in ('queued', 'in_progress')
      and exists (select 1 from public.generation_job_items i
        where i.job_id = j.id and i.status = 'queued' and i.available_at <= clock_timestamp())
      and (select count(*) from public.generation_job_items w
        where w.job_id = j.id and w.status = 'running') < (j.options ->> 'max_concurrency')::integer
    order by j.job_number limit p_limit
  ) c;
  if cardinality(expired) + cardinality(cleared) + cardinality(open_jobs) = 0 then
    -- Nothing to do is the time to tidy: answers are kept for 30 days, long past any retry.
    delete from public.generation_responses r where r.id in (
      select o.id from public.generation_responses o
      where o.received_at < clock_timestamp() - interval '30 days' order by o.received_at limit 500);
    return claimed;
  end if;
  perform public.generation_lock_jobs(expired || cleared || open_jobs);

  if cardinality(expired) > 0 then
    perform public.generation_reap(expired);
  end if;
  for job in
    update public.generation_jobs j set status = j.paused_from, paused_from = null, status_reason = null
    where j.id = any (cleared) and j.status = 'paused' and j.status_reason = any (p_cleared)
    returning j.id, j.job_number
  loop
    insert into public.generation_events (stage, message, job_id)
    values ('resume', format('Job #%s resumed by worker %s: the reason for its pause is gone', job.job_number, p_worker), job.id);
  end loop;

  for job in
    select j.id, j.job_number, j.status, j.options, j.models, j.dataset_id, j.started_at
    from public.generation_jobs j where j.id = any (expired || cleared || open_jobs) order by j.job_number
  loop
    changed := job.id = any (expired || cleared);
    select (job.options ->> 'max_concurrency')::integer - count(*) into lanes
      from public.generation_job_items w where w.job_id = job.id and w.status = 'running';
    method := case when p_method = 'claude_api' and job.models #>> '{dialogue,delivery}' = 'message_batch'
      then 'claude_batch' else p_method end;
    if job.status in ('queued', 'in_progress') and left_over > 0 and lanes > 0 then
      for item in
        select i.id, i.conversation_id, i.template_version, i.attempt, c.template_id, c.revision, c.dataset_id,
          c.turn_count
        from public.generation_job_items i join public.training_conversations c using (conversation_id)
        where i.job_id = job.id and i.status = 'queued' and i.available_at <= clock_timestamp()
        order by i.position limit least(lanes, left_over)
        for update of i skip locked
      loop
        update public.generation_job_items i set
          status = 'running', stage = 'preparing', stage_note = null, progress = 0, attempt = i.attempt + 1,
          turns_done = 0, turns_total = item.turn_count, error_code = null, error_message = null, error_hint = null,
          started_at = coalesce(i.started_at, clock_timestamp()), completed_at = null
        where i.id = item.id;
        insert into public.generation_leases (item_id, worker, attempt, expires_at, generation_method)
        values (item.id, p_worker, item.attempt + 1,
          clock_timestamp() + make_interval(secs => p_lease_seconds::double precision), method)
        returning lease_token, expires_at into lease;
        update public.training_conversations c set
          generation_status = case when c.generation_status = 'planned' then 'in_progress' else c.generation_status end,
          last_job_id = job.id
        where c.conversation_id = item.conversation_id;
        claimed := claimed || jsonb_build_object(
          'item_id', item.id, 'lease_token', lease.lease_token, 'lease_expires_at', lease.expires_at,
          'job_id', job.id, 'job_number', job.job_number, 'conversation_id', item.conversation_id,
          'dataset_id', item.dataset_id, 'template_id', item.template_id, 'template_version', item.template_version,
          'attempt', item.attempt + 1, 'revision', item.revision, 'generation_method', method,
          'options', job.options, 'models', job.models,
          'max_concurrency', (job.options ->> 'max_concurrency')::integer);
        left_over := left_over - 1;
        changed := true;
        if job.status = 'queued' then
          update public.generation_jobs j set status = 'in_progress', status_reason = null,
            started_at = coalesce(j.started_at, clock_timestamp()) where j.id = job.id;
          insert into public.generation_events (stage, message, job_id)
          values ('started', format('Job #%s started by worker %s', job.job_number, p_worker), job.id);
          job.status := 'in_progress';
        end if;
      end loop;
    end if;
    if changed then
      perform public.generation_job_refresh(job.id);
    end if;
  end loop;
  return claimed;
end
$$;

comment on table public.generation_batches is
  'Message batches: intended before they are handed to Claude, submitted once Claude''s id is known, harvested when every result is settled, abandoned when Claude never took them. Not to be edited.';
comment on column public.generation_batches.intent_at is 'When it was decided to send these calls together.';
comment on column public.generation_batches.status is 'intended, submitted, harvested or abandoned.';
comment on column public.generation_batches.message is 'Where it stands, in a sentence.';
comment on column public.generation_batches.requests is 'How many calls it holds.';
comment on column public.generation_batches.settled is 'How many of them are settled.';
comment on column public.generation_batches.reserved_usd is 'The most it could cost, US dollars: the reservations of its calls. Also what a second submission could cost beside it.';
comment on column public.generation_batches.stages is 'The stages of its calls.';
comment on column public.generation_batches.provider_batch_id is 'Claude''s id (msgbatch_…); null until it is known.';
comment on column public.generation_batches.submissions is 'How often it may have been handed to Claude; counted before the request is sent.';
comment on column public.generation_batches.sent_at is 'When it was last about to be sent; null: never. May be brought back in Studio: what Claude does not list is then sent again at once.';
comment on column public.generation_batches.submitted_at is 'When Claude''s id became known.';
comment on column public.generation_batches.ended_at is 'When Claude had ended it; null before the harvest is over.';
comment on column public.generation_batches.succeeded is 'Results that held an answer, good or not.';
comment on column public.generation_batches.errored is 'Results that were errors; unbilled.';
comment on column public.generation_batches.canceled is 'Results of requests cancelled before they were answered; unbilled.';
comment on column public.generation_batches.expired is 'Results of requests Claude did not come to within a day; unbilled.';
comment on column public.generation_batches.missing is 'Calls without a result: their usage is unknown, their reservations stay.';
comment on column public.generation_batches.cancel_asked_at is 'When Claude was asked to cancel it, because nobody waits for it any more.';
comment on column public.generation_batches.duplicate_ids is 'Claude''s ids of further batches with the same calls, made by a submission whose answer was lost.';
comment on column public.generation_batches.foreign_ids is 'Claude''s ids of batches that fitted and turned out to hold other requests.';
comment on column public.generation_batches.bytes is 'Size of its requests.';
comment on column public.generation_batches.generation_method is 'claude_batch or simulated.';
comment on column public.generation_batches.worker is 'worker_id of who looks after it.';
comment on column public.generation_batches.worker_until is 'After this time any worker may look after it. May be brought forward in Studio.';
comment on column public.generation_batches.told_at is 'When its items'' notes were last written.';
comment on column public.generation_batches.id is 'Primary key of this table; batch_id elsewhere.';

comment on table public.generation_batch_requests is
  'Requests staged for a message batch, as they will be sent; each until its call is settled. Service key only.';
comment on column public.generation_batch_requests.call_id is 'The call, whose id is the request''s custom_id.';
comment on column public.generation_batch_requests.staged_at is 'When it was staged.';
comment on column public.generation_batch_requests.bytes is 'Size of the body in UTF-8.';
comment on column public.generation_batch_requests.body is 'The params of the request, as JSON in text.';
comment on column public.generation_batch_requests.id is 'Primary key of this table, no more.';

insert into public.training_schema_versions (version, name, grants_fingerprint)
values ('20261125100000', 'batches', public.generation_grants_fingerprint());
