-- Jobs, their items, the leases workers hold on them, and what is told about it all.
--
-- Invariants: a conversation has at most one live item (partial unique index); an item has at most one live
-- lease; leases and transitions are kept, so that the history can be checked. A person inserts jobs and sets
-- requested_action, max_cost_usd and note; everything else here is written by triggers and by the worker's
-- functions, which lock in this order: job (several: in id order), items, leases, conversation, calls.

create table public.generation_jobs (
  job_number bigint generated always as identity unique,
  job_type text not null check (job_type in ('single', 'batch', 'process_all')),
  status text not null default 'queued'
    check (status in ('queued', 'in_progress', 'paused', 'completed', 'failed', 'cancelled')),
  status_message text not null default '',
  status_reason text check (status_reason in (
    'waiting_for_worker', 'paused_by_user', 'cap_reached', 'daily_limit', 'key_rejected', 'credit_exhausted',
    'spend_limit', 'none_completed', 'cancelled_by_user')),
  completed_conversations integer not null default 0 check (completed_conversations >= 0),
  failed_conversations integer not null default 0 check (failed_conversations >= 0),
  cancelled_conversations integer not null default 0 check (cancelled_conversations >= 0),
  total_conversations integer not null default 0 check (total_conversations >= 0),
  cost_usd numeric(12, 6) not null default 0 check (cost_usd >= 0),
  max_cost_usd numeric(12, 6),
  estimated_cost_usd numeric(12, 6),
  estimated_seconds integer,
  eta_at timestamptz,
  average_quality_score numeric(3, 2),
  target_conversation_ids jsonb,
  options jsonb not null default '{}',
  requested_action text,
  note text,
  dataset_id text references public.training_datasets (dataset_id),
  models jsonb,
  reserved_usd numeric(12, 6) not null default 0 check (reserved_usd >= 0),
  input_tokens bigint not null default 0,
  cache_write_5m_tokens bigint not null default 0,
  cache_write_1h_tokens bigint not null default 0,
  cache_read_tokens bigint not null default 0,
  output_tokens bigint not null default 0,
  thinking_tokens bigint not null default 0,
  api_calls integer not null default 0,
  paused_from text check (paused_from in ('queued', 'in_progress')),
  cap_needs_usd numeric(12, 6),
  created_by uuid references auth.users (id) on delete set null,
  created_by_name text not null default '',
  created_via text not null default 'sql' check (created_via in ('user', 'service', 'sql')),
  started_at timestamptz,
  completed_at timestamptz,
  last_progress_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  id uuid primary key default gen_random_uuid(),
  check ((status = 'paused') = (paused_from is not null))
) with (fillfactor = 80);
create index generation_jobs_open_idx on public.generation_jobs (job_number)
  where status in ('queued', 'in_progress');
create index generation_jobs_dataset_id_idx on public.generation_jobs (dataset_id);
create index generation_jobs_created_by_idx on public.generation_jobs (created_by);
alter table public.training_conversations
  add constraint training_conversations_last_job_id_fkey
  foreign key (last_job_id) references public.generation_jobs (id) on delete set null;
alter table public.generation_jobs enable row level security;
revoke all on sequence public.generation_jobs_job_number_seq from public, anon, authenticated, service_role;
revoke all on table public.generation_jobs from public, anon, authenticated, service_role;
grant select on table public.generation_jobs to authenticated, service_role;
grant insert (job_type, target_conversation_ids, options, max_cost_usd, note)
  on table public.generation_jobs to authenticated, service_role;
grant update (requested_action, max_cost_usd, note) on table public.generation_jobs to authenticated;
grant update on table public.generation_jobs to service_role;
create policy "Members read every job" on public.generation_jobs for select to authenticated
  using (exists (select 1 from public.training_members m where m.user_id = (select auth.uid())));
create policy "Managers start jobs" on public.generation_jobs for insert to authenticated
  with check (exists (
    select 1 from public.training_members m where m.user_id = (select auth.uid()) and m.role = 'manager'));
create policy "Managers steer every job" on public.generation_jobs for update to authenticated
  using (exists (
    select 1 from public.training_members m where m.user_id = (select auth.uid()) and m.role = 'manager'))
  with check (exists (
    select 1 from public.training_members m where m.user_id = (select auth.uid()) and m.role = 'manager'));
create trigger generation_jobs_touch before update on public.generation_jobs
  for each row execute function public.training_touch_updated_at();

create table public.generation_job_items (
  job_number bigint not null,
  conversation_id text not null references public.training_conversations (conversation_id),
  status text not null default 'queued'
    check (status in ('queued', 'running', 'waiting_batch', 'completed', 'failed', 'dead', 'cancelled')),
  stage text check (stage in (
    'preparing', 'dialogue', 'annotating', 'validating', 'repairing', 'judging', 'saving', 'waiting_batch')),
  stage_note text,
  progress numeric not null default 0 check (progress between 0 and 1),
  attempt integer not null default 0 check (attempt between 0 and 3),
  cost_usd numeric(12, 6) not null default 0 check (cost_usd >= 0),
  turns_done integer check (turns_done >= 0),
  turns_total integer check (turns_total >= 0),
  quality_score numeric(3, 2),
  error_code text,
  error_message text,
  error_hint text,
  position integer not null check (position >= 1),
  available_at timestamptz not null default now(),
  template_version integer,
  job_id uuid not null references public.generation_jobs (id) on delete cascade,
  started_at timestamptz,
  completed_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  id uuid primary key default gen_random_uuid(),
  unique (job_id, position),
  unique (job_id, conversation_id)
) with (fillfactor = 70);
create unique index generation_job_items_one_live_idx on public.generation_job_items (conversation_id)
  where status in ('queued', 'running', 'waiting_batch');
create index generation_job_items_queue_idx on public.generation_job_items (job_id, position)
  where status = 'queued';
create index generation_job_items_at_work_idx on public.generation_job_items (job_id)
  where status in ('running', 'waiting_batch');
create index generation_job_items_completed_idx on public.generation_job_items (completed_at)
  where status = 'completed';
create index generation_job_items_conversation_id_idx on public.generation_job_items (conversation_id);
alter table public.generation_job_items enable row level security;
revoke all on table public.generation_job_items from public, anon, authenticated, service_role;
grant select on table public.generation_job_items to authenticated;
grant select, update on table public.generation_job_items to service_role;
create policy "Members read every item" on public.generation_job_items for select to authenticated
  using (exists (select 1 from public.training_members m where m.user_id = (select auth.uid())));
create trigger generation_job_items_touch before update on public.generation_job_items
  for each row execute function public.training_touch_updated_at();

create table public.generation_leases (
  item_id uuid not null references public.generation_job_items (id) on delete cascade,
  worker text not null check (worker <> ''),
  attempt integer not null check (attempt between 1 and 3),
  claimed_at timestamptz not null default clock_timestamp(),
  heartbeat_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  ended_at timestamptz,
  end_reason text check (end_reason in (
    'saved', 'failed', 'dead', 'requeued', 'released', 'expired', 'cancelled')),
  generation_method text not null
    check (generation_method in ('claude_api', 'claude_batch', 'simulated')),
  lease_token uuid not null unique default gen_random_uuid(),
  id uuid primary key default gen_random_uuid(),
  check ((ended_at is null) = (end_reason is null))
) with (fillfactor = 70);
create unique index generation_leases_one_live_idx on public.generation_leases (item_id) where ended_at is null;
create index generation_leases_expiry_idx on public.generation_leases (expires_at) where ended_at is null;
create index generation_leases_item_id_idx on public.generation_leases (item_id, claimed_at);
alter table public.generation_leases enable row level security;
revoke all on table public.generation_leases from public, anon, authenticated, service_role;
grant select, insert, update on table public.generation_leases to service_role;
create policy "The worker alone reads leases" on public.generation_leases for select to service_role using (true);

create table public.generation_drafts (
  conversation_id text not null references public.training_conversations (conversation_id) on delete cascade,
  attempt integer not null,
  error_code text not null,
  error_message text not null,
  draft jsonb not null,
  item_id uuid not null references public.generation_job_items (id) on delete cascade,
  created_at timestamptz not null default now(),
  id uuid primary key default gen_random_uuid()
);
create index generation_drafts_item_id_idx on public.generation_drafts (item_id);
create index generation_drafts_conversation_id_idx on public.generation_drafts (conversation_id);
alter table public.generation_drafts enable row level security;
revoke all on table public.generation_drafts from public, anon, authenticated, service_role;
grant select on table public.generation_drafts to authenticated;
grant select, insert on table public.generation_drafts to service_role;
create policy "Members read every kept draft" on public.generation_drafts for select to authenticated
  using (exists (select 1 from public.training_members m where m.user_id = (select auth.uid())));

create table public.generation_events (
  id bigint generated always as identity primary key,
  at timestamptz not null default clock_timestamp(),
  level text not null default 'info' check (level in ('debug', 'info', 'warning', 'error')),
  stage text,
  conversation_id text references public.training_conversations (conversation_id) on delete cascade,
  message text not null check (length(message) <= 4000),
  job_id uuid references public.generation_jobs (id) on delete cascade
);
create index generation_events_job_id_idx on public.generation_events (job_id, id);
create index generation_events_conversation_id_idx on public.generation_events (conversation_id, id);
alter table public.generation_events enable row level security;
revoke all on sequence public.generation_events_id_seq from public, anon, authenticated, service_role;
revoke all on table public.generation_events from public, anon, authenticated, service_role;
grant select on table public.generation_events to authenticated, service_role;
grant insert (level, stage, conversation_id, message, job_id) on table public.generation_events to service_role;
create policy "Members read every event" on public.generation_events for select to authenticated
  using (exists (select 1 from public.training_members m where m.user_id = (select auth.uid())));

create table public.generation_workers (
  worker_id text not null unique check (worker_id <> ''),
  state text not null default 'starting'
    check (state in ('starting', 'idle', 'working', 'paused', 'draining', 'stopping', 'stopped', 'failed')),
  message text,
  mode text not null check (mode in ('live', 'simulated')),
  version text not null,
  in_flight integer not null default 0 check (in_flight >= 0),
  realtime_up boolean,
  started_at timestamptz not null default now(),
  stopped_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  id uuid primary key default gen_random_uuid()
);
alter table public.generation_workers enable row level security;
revoke all on table public.generation_workers from public, anon, authenticated, service_role;
grant select on table public.generation_workers to authenticated;
grant select, insert, update on table public.generation_workers to service_role;
create policy "Members read every worker" on public.generation_workers for select to authenticated
  using (exists (select 1 from public.training_members m where m.user_id = (select auth.uid())));
create trigger generation_workers_touch before update on public.generation_workers
  for each row execute function public.training_touch_updated_at();

create table public.generation_worker_beats (
  worker_id text not null unique references public.generation_workers (worker_id) on delete cascade,
  beat_at timestamptz not null default clock_timestamp(),
  in_flight integer not null default 0 check (in_flight >= 0),
  id uuid primary key default gen_random_uuid()
) with (fillfactor = 50);
alter table public.generation_worker_beats enable row level security;
revoke all on table public.generation_worker_beats from public, anon, authenticated, service_role;
grant select on table public.generation_worker_beats to authenticated;
grant select, insert, update on table public.generation_worker_beats to service_role;
create policy "Members read every beat" on public.generation_worker_beats for select to authenticated
  using (exists (select 1 from public.training_members m where m.user_id = (select auth.uid())));

create function public.generation_worker_beat_now()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  new.beat_at := clock_timestamp();
  return new;
end
$$;
revoke all on function public.generation_worker_beat_now() from public, anon, authenticated, service_role;
comment on function public.generation_worker_beat_now() is 'Trigger: a beat is stamped by the server''s clock, never the worker''s.';
create trigger generation_worker_beats_now before insert or update on public.generation_worker_beats
  for each row execute function public.generation_worker_beat_now();

-- A worker counts as alive for a minute after its beat, unless it said that it stopped.
create function public.generation_live_workers()
returns integer
language sql stable
set search_path = ''
as $$
  select count(*)::integer
  from public.generation_worker_beats b
  join public.generation_workers w using (worker_id)
  where b.beat_at > clock_timestamp() - interval '60 seconds' and w.state not in ('stopped', 'failed')
$$;
revoke all on function public.generation_live_workers() from public, anon, authenticated, service_role;
grant execute on function public.generation_live_workers() to service_role;
comment on function public.generation_live_workers() is
  'How many workers gave a beat within the last 60 seconds and have not said that they stopped.';

create table public.generation_transitions (
  id bigint generated always as identity primary key,
  at timestamptz not null default clock_timestamp(),
  thing text not null check (thing in ('job', 'item', 'conversation')),
  subject text not null,
  from_status text,
  to_status text not null,
  by_name text not null,
  job_number bigint,
  attempt integer,
  by_worker text,
  by_user uuid,
  thing_id uuid not null
);
create index generation_transitions_thing_id_idx on public.generation_transitions (thing_id, id);
alter table public.generation_transitions enable row level security;
revoke all on sequence public.generation_transitions_id_seq from public, anon, authenticated, service_role;
revoke all on table public.generation_transitions from public, anon, authenticated, service_role;
grant select on table public.generation_transitions to authenticated, service_role;
create policy "Members read every transition" on public.generation_transitions for select to authenticated
  using (exists (select 1 from public.training_members m where m.user_id = (select auth.uid())));

insert into public.training_schema_versions (version, name) values ('20261122000500', 'jobs_and_items');
