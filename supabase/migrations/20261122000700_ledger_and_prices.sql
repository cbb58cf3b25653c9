-- What is spent: one row per call to Claude, the answer as received, and the price list both are reckoned by.
--
-- Invariants: a call is in the ledger before it is made; what was paid outlives what it was paid for; an unknown
-- cost is null, never 0; there is no second price list anywhere.

create table public.generation_prices (
  model text not null,
  kind text not null check (kind in (
    'input', 'cache_write_5m', 'cache_write_1h', 'cache_read', 'output',
    'batch_input', 'batch_cache_write_5m', 'batch_cache_write_1h', 'batch_cache_read', 'batch_output')),
  usd_per_million numeric not null check (usd_per_million >= 0),
  above_prompt_tokens integer not null default 0 check (above_prompt_tokens >= 0),
  valid_from timestamptz not null,
  source text not null,
  checked_on date not null,
  id uuid primary key default gen_random_uuid(),
  unique (model, kind, above_prompt_tokens, valid_from)
);
alter table public.generation_prices enable row level security;
revoke all on table public.generation_prices from public, anon, authenticated, service_role;
grant select on table public.generation_prices to authenticated, service_role;
create policy "Members read the price list" on public.generation_prices for select to authenticated
  using (exists (select 1 from public.training_members m where m.user_id = (select auth.uid())));

create table public.generation_calls (
  opened_at timestamptz not null default clock_timestamp(),
  stage text not null check (stage <> ''),
  outcome text check (outcome in ('succeeded', 'truncated', 'refused', 'invalid', 'failed', 'cancelled')),
  conversation_id text references public.training_conversations (conversation_id) on delete set null,
  turn_number integer,
  model text not null,
  cost_usd numeric(12, 6) check (cost_usd >= 0),
  reserved_usd numeric(12, 6) not null check (reserved_usd >= 0),
  section text,
  draft_no integer not null,
  revision integer not null,
  request_hash text not null check (request_hash <> ''),
  request_id text,
  stop_reason text,
  error_type text,
  error_message text,
  milliseconds integer check (milliseconds >= 0),
  input_tokens bigint,
  cache_write_5m_tokens bigint,
  cache_write_1h_tokens bigint,
  cache_read_tokens bigint,
  output_tokens bigint,
  thinking_tokens bigint,
  estimated_input_tokens bigint not null check (estimated_input_tokens >= 0),
  max_output_tokens bigint not null check (max_output_tokens >= 0),
  settled_at timestamptz,
  worker text not null,
  attempt integer not null,
  generation_method text not null,
  job_id uuid references public.generation_jobs (id) on delete set null,
  item_id uuid references public.generation_job_items (id) on delete set null,
  id uuid primary key default gen_random_uuid(),
  check ((settled_at is null) = (outcome is null)),
  check (outcome is not null or cost_usd is null)
);
create index generation_calls_reuse_idx on public.generation_calls (conversation_id, revision, stage, request_hash);
create index generation_calls_job_id_idx on public.generation_calls (job_id);
create index generation_calls_item_id_idx on public.generation_calls (item_id);
alter table public.generation_calls enable row level security;
revoke all on table public.generation_calls from public, anon, authenticated, service_role;
grant select on table public.generation_calls to authenticated;
grant select, insert, update on table public.generation_calls to service_role;
create policy "Members read every call" on public.generation_calls for select to authenticated
  using (exists (select 1 from public.training_members m where m.user_id = (select auth.uid())));

create table public.generation_responses (
  call_id uuid not null unique references public.generation_calls (id) on delete cascade,
  received_at timestamptz not null default clock_timestamp(),
  response text not null,
  sha256 text not null,
  id uuid primary key default gen_random_uuid()
);
create index generation_responses_received_at_idx on public.generation_responses (received_at);
alter table public.generation_responses enable row level security;
revoke all on table public.generation_responses from public, anon, authenticated, service_role;
grant select, insert, delete on table public.generation_responses to service_role;
create policy "The worker alone reads raw answers" on public.generation_responses for select to service_role using (true);

insert into public.generation_prices (model, kind, usd_per_million, above_prompt_tokens, valid_from, source, checked_on)
select p.model, k.kind, k.usd, p.above, timestamptz '2026-01-01 00:00:00+00',
  'Anthropic, About Claude > Pricing; model pages of haiku-5-5, sonnet-5-5, opus-5-5' || coalesce('; ' || p.remark, ''),
  date '2026-11-22'
from (values
  ('claude-haiku-5-5', 0, 0.10, 0.125, 0.20, 0.01, 0.50, 'prompts up to 100k tokens'),
  ('claude-haiku-5-5', 100000, 0.50, 0.625, 1.00, 0.05, 2.50, 'prompts above 100k tokens, every token'),
  ('claude-haiku-4-5', 0, 1, 1.25, 2, 0.10, 5, null),
  ('claude-haiku-4-5-20251001', 0, 1, 1.25, 2, 0.10, 5, null),
  ('claude-sonnet-5-5', 0, 2, 2.50, 4, 0.20, 10, null),
  ('claude-sonnet-5', 0, 2, 2.50, 4, 0.20, 10, null),
  ('claude-sonnet-4-6', 0, 3, 3.75, 6, 0.30, 15, null),
  ('claude-sonnet-4-5', 0, 3, 3.75, 6, 0.30, 15, 'end of life 2026-11-30'),
  ('claude-sonnet-4-5-20250929', 0, 3, 3.75, 6, 0.30, 15, 'end of life 2026-11-30'),
  ('claude-opus-5-5', 0, 4, 5, 8, 0.20, 20, null),
  ('claude-opus-5', 0, 5, 6.25, 10, 0.50, 25, null),
  ('claude-opus-4-8', 0, 5, 6.25, 10, 0.50, 25, null),
  ('claude-opus-4-7', 0, 5, 6.25, 10, 0.50, 25, null),
  ('claude-opus-4-6', 0, 5, 6.25, 10, 0.50, 25, null),
  ('claude-opus-4-5', 0, 5, 6.25, 10, 0.50, 25, null),
  ('claude-opus-4-5-20251101', 0, 5, 6.25, 10, 0.50, 25, null),
  ('claude-fable-5-1', 0, 10, 12.50, 20, 0.25, 50, null),
  ('claude-fable-5-2', 0, 8, 10, null, 0.20, 40, 'cache prices from a third party (laozhang); no 1-hour write price found')
) as p (model, above, input, write_5m, write_1h, cache_read, output, remark)
cross join lateral (values
  ('input', p.input::numeric), ('cache_write_5m', p.write_5m), ('cache_write_1h', p.write_1h),
  ('cache_read', p.cache_read), ('output', p.output)
) as k (kind, usd)
where k.usd is not null;

insert into public.generation_prices (model, kind, usd_per_million, above_prompt_tokens, valid_from, source, checked_on)
values ('claude-sonnet-5-5', 'cache_read', 0.10, 0, timestamptz '2026-10-07 00:00:00+00',
  'Anthropic, sonnet-5-5 page (fetched 2026-10-08): cache reads at 0.05 of input since 2026-10-07', date '2026-11-22');

-- Message Batches take half the price of every class of token, the cache's discount included.
insert into public.generation_prices (model, kind, usd_per_million, above_prompt_tokens, valid_from, source, checked_on)
select p.model, 'batch_' || p.kind, trim_scale(p.usd_per_million / 2), p.above_prompt_tokens, p.valid_from,
  'half of ' || p.kind || ' (Anthropic, Batch processing: 50 % off all token classes)', p.checked_on
from public.generation_prices p;

create function public.generation_price(p_model text, p_kind text, p_prompt_tokens bigint, p_at timestamptz)
returns numeric
language sql stable
set search_path = ''
as $$
  select p.usd_per_million
  from public.generation_prices p
  where p.model = p_model and p.kind = p_kind and p.valid_from <= p_at
    and (p.above_prompt_tokens = 0 or p.above_prompt_tokens < p_prompt_tokens)
  order by p.above_prompt_tokens desc, p.valid_from desc
  limit 1
$$;
revoke all on function public.generation_price(text, text, bigint, timestamptz)
  from public, anon, authenticated, service_role;
grant execute on function public.generation_price(text, text, bigint, timestamptz) to service_role;
comment on function public.generation_price(text, text, bigint, timestamptz) is
  'US dollars per million tokens of one kind, for a prompt of so many tokens at a time; null when the list does not say.';

create function public.generation_cost(p_model text, p_usage jsonb, p_batch boolean, p_at timestamptz)
returns numeric
language sql stable
set search_path = ''
as $$
  with kinds as (
    select k.kind, coalesce((p_usage ->> (k.kind || '_tokens'))::bigint, 0) as tokens
    from (values ('input'), ('cache_write_5m'), ('cache_write_1h'), ('cache_read'), ('output')) as k (kind)
  ), prompt as (
    select sum(tokens)::bigint as tokens from kinds where kind <> 'output'
  ), priced as (
    select k.tokens, case when k.tokens = 0 then 0 else public.generation_price(
      p_model, case when p_batch then 'batch_' else '' end || k.kind, prompt.tokens, p_at) end as price
    from kinds k cross join prompt
  )
  select case when count(*) = count(price) and public.generation_price(p_model, 'input', 0, p_at) is not null
    then round(sum(tokens * price) / 1000000, 6) end
  from priced
$$;
revoke all on function public.generation_cost(text, jsonb, boolean, timestamptz)
  from public, anon, authenticated, service_role;
grant execute on function public.generation_cost(text, jsonb, boolean, timestamptz) to service_role;
comment on function public.generation_cost(text, jsonb, boolean, timestamptz) is
  'US dollars of a usage {input_tokens, cache_write_5m_tokens, cache_write_1h_tokens, cache_read_tokens, output_tokens}; null when a price is missing, never 0 for unknown.';

comment on table public.generation_prices is
  'What a million tokens cost, by model and kind. The estimate, open_call and settle_call read it; changed by migrations or in Studio.';
comment on column public.generation_prices.model is 'Model id as requests name it.';
comment on column public.generation_prices.kind is 'Kind of token: input, cache_write_5m, cache_write_1h, cache_read, output; with batch_ before it for Message Batches.';
comment on column public.generation_prices.usd_per_million is 'US dollars per million tokens.';
comment on column public.generation_prices.above_prompt_tokens is 'The price holds for prompts (input, cache reads and writes together) of more than so many tokens; 0: for every prompt no higher row holds for.';
comment on column public.generation_prices.valid_from is 'The price holds from this time on, until a later row''s.';
comment on column public.generation_prices.source is 'Where the price is said.';
comment on column public.generation_prices.checked_on is 'When that was last read.';
comment on column public.generation_prices.id is 'Primary key of this table, no more.';

comment on table public.generation_calls is
  'The ledger: one row per call to Claude, opened before the call and settled after it. Not to be edited.';
comment on column public.generation_calls.opened_at is 'When it was opened.';
comment on column public.generation_calls.stage is 'dialogue, annotate or repair.';
comment on column public.generation_calls.outcome is 'succeeded, truncated, refused, invalid, failed or cancelled; null while it is open, or when nobody could say.';
comment on column public.generation_calls.conversation_id is 'The conversation; null once that row is gone.';
comment on column public.generation_calls.turn_number is 'The turn; null when it is about the whole conversation.';
comment on column public.generation_calls.model is 'The model asked.';
comment on column public.generation_calls.cost_usd is 'What it cost, US dollars, by generation_prices; null while open, when the usage never became known or a price is missing.';
comment on column public.generation_calls.reserved_usd is 'The most it could cost, US dollars, as reserved when opened; stays the upper bound while cost_usd is null.';
comment on column public.generation_calls.section is 'The section repaired; null in other stages.';
comment on column public.generation_calls.draft_no is 'Which draft of the same request this is, from 1: a fresh draft is never answered from an older one.';
comment on column public.generation_calls.revision is 'The conversation''s revision when it was opened.';
comment on column public.generation_calls.request_hash is 'Hash of the request as sent: the same request at the same revision is paid once.';
comment on column public.generation_calls.request_id is 'The API''s request-id; null when none came.';
comment on column public.generation_calls.stop_reason is 'Why the answer ended; null when there was none.';
comment on column public.generation_calls.error_type is 'The API''s error type or the fault''s name; null when it succeeded.';
comment on column public.generation_calls.error_message is 'The fault in a sentence; null when it succeeded.';
comment on column public.generation_calls.milliseconds is 'How long it took; null while open.';
comment on column public.generation_calls.input_tokens is 'Uncached input; null when unknown.';
comment on column public.generation_calls.cache_write_5m_tokens is 'Written to the 5-minute cache; null when unknown.';
comment on column public.generation_calls.cache_write_1h_tokens is 'Written to the 1-hour cache; null when unknown.';
comment on column public.generation_calls.cache_read_tokens is 'Read from the cache; null when unknown.';
comment on column public.generation_calls.output_tokens is 'Output, thinking included; null when unknown.';
comment on column public.generation_calls.thinking_tokens is 'Thinking, part of output_tokens; null when unknown.';
comment on column public.generation_calls.estimated_input_tokens is 'Input tokens the reservation was reckoned with.';
comment on column public.generation_calls.max_output_tokens is 'Output tokens the request allows.';
comment on column public.generation_calls.settled_at is 'When the outcome was said; null while open.';
comment on column public.generation_calls.worker is 'worker_id of who called.';
comment on column public.generation_calls.attempt is 'The item''s attempt.';
comment on column public.generation_calls.generation_method is 'claude_api, claude_batch or simulated.';
comment on column public.generation_calls.job_id is 'The job; null once that row is gone.';
comment on column public.generation_calls.item_id is 'The item; null once that row is gone.';
comment on column public.generation_calls.id is 'Primary key of this table; call_id elsewhere.';

comment on table public.generation_responses is
  'The answers of paid calls as received, so that none is asked for twice. Service key only; kept for 30 days.';
comment on column public.generation_responses.call_id is 'The call.';
comment on column public.generation_responses.received_at is 'When it was stored.';
comment on column public.generation_responses.response is 'The answer, as text: it may be no JSON at all.';
comment on column public.generation_responses.sha256 is 'SHA-256 of the answer in UTF-8, in hex.';
comment on column public.generation_responses.id is 'Primary key of this table, no more.';

insert into public.training_schema_versions (version, name) values ('20261122000700', 'ledger_and_prices');
