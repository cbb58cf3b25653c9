-- What was spent, job by job; and the calls whose cost nobody knows.
--
-- Invariants: the sums of generation_spend are the ledger's; a call of unknown cost counts with its reservation and is
-- listed one by one; what the simulator's calls would have cost stands in rows of its own.

create view public.generation_spend with (security_invoker = true) as
select
  (k.opened_at at time zone 'UTC')::date as day, j.job_number, k.stage, k.model,
  count(*) as calls,
  sum(k.cost_usd) as settled_usd,
  coalesce(sum(k.reserved_usd) filter (where k.cost_usd is null), 0) as reserved_usd,
  count(distinct k.conversation_id) as conversations,
  count(*) filter (where k.outcome <> 'succeeded') as unsuccessful_calls,
  count(*) filter (where k.cost_usd is null) as calls_of_unknown_cost,
  coalesce(sum(k.input_tokens), 0) as input_tokens,
  coalesce(sum(k.cache_write_5m_tokens), 0) + coalesce(sum(k.cache_write_1h_tokens), 0) as cache_write_tokens,
  coalesce(sum(k.cache_read_tokens), 0) as cache_read_tokens,
  coalesce(sum(k.output_tokens), 0) as output_tokens,
  coalesce(sum(k.thinking_tokens), 0) as thinking_tokens,
  k.delivery, k.generation_method
from public.generation_calls k
left join public.generation_jobs j on j.id = k.job_id
group by (k.opened_at at time zone 'UTC')::date, j.job_number, k.stage, k.model, k.delivery, k.generation_method;
revoke all on table public.generation_spend from public, anon, authenticated, service_role;
grant select on table public.generation_spend to authenticated, service_role;

create view public.generation_unknown_costs with (security_invoker = true) as
select
  k.opened_at, j.job_number, k.conversation_id, k.stage, k.turn_number, k.model, k.outcome, k.reserved_usd,
  k.error_type, k.error_message, k.settled_at, k.request_id, k.worker, k.delivery, k.generation_method, k.id
from public.generation_calls k
left join public.generation_jobs j on j.id = k.job_id
where k.cost_usd is null;
revoke all on table public.generation_unknown_costs from public, anon, authenticated, service_role;
grant select on table public.generation_unknown_costs to authenticated, service_role;
create index generation_calls_unknown_idx on public.generation_calls (opened_at) where cost_usd is null;

comment on view public.generation_spend is 'The ledger added up by UTC day, job, stage, model and delivery: calls, tokens by kind, US dollars settled and reserved.';
comment on column public.generation_spend.day is 'UTC day on which the calls were opened.';
comment on column public.generation_spend.job_number is 'generation_jobs.job_number; null once the job is gone.';
comment on column public.generation_spend.stage is 'generation_calls.stage.';
comment on column public.generation_spend.model is 'The model asked.';
comment on column public.generation_spend.calls is 'Calls opened, whatever became of them.';
comment on column public.generation_spend.settled_usd is 'What the settled calls cost, US dollars; null when the cost of none is known.';
comment on column public.generation_spend.reserved_usd is 'The most the calls of unknown cost can have cost, US dollars; what was spent lies between settled_usd and both together.';
comment on column public.generation_spend.conversations is 'Conversations these calls were for.';
comment on column public.generation_spend.unsuccessful_calls is 'Calls settled with another outcome than succeeded.';
comment on column public.generation_spend.calls_of_unknown_cost is 'Calls whose cost is not known; generation_unknown_costs lists them.';
comment on column public.generation_spend.input_tokens is 'Uncached input tokens, of the calls that reported them.';
comment on column public.generation_spend.cache_write_tokens is 'Tokens written to the 5-minute and 1-hour caches, of the calls that reported them.';
comment on column public.generation_spend.cache_read_tokens is 'Tokens read from the cache, of the calls that reported them.';
comment on column public.generation_spend.output_tokens is 'Output tokens, thinking included, of the calls that reported them.';
comment on column public.generation_spend.thinking_tokens is 'Thinking tokens, part of output_tokens, of the calls that reported them.';
comment on column public.generation_spend.delivery is 'live, or message_batch at half the price.';
comment on column public.generation_spend.generation_method is 'claude_api, claude_batch or simulated. The dollars of simulated calls were never paid: leave them out of a sum.';

comment on view public.generation_unknown_costs is 'Every call whose cost is not known: under way, cut off with nobody to say what it used, or of a model without a price. Its reservation is the most it can have cost.';
comment on column public.generation_unknown_costs.opened_at is 'When it was opened.';
comment on column public.generation_unknown_costs.job_number is 'generation_jobs.job_number; null once the job is gone.';
comment on column public.generation_unknown_costs.conversation_id is 'The conversation; null once that row is gone.';
comment on column public.generation_unknown_costs.stage is 'generation_calls.stage.';
comment on column public.generation_unknown_costs.turn_number is 'The turn; null when it is about the whole conversation.';
comment on column public.generation_unknown_costs.model is 'The model asked.';
comment on column public.generation_unknown_costs.outcome is 'How it ended; null while it is under way, or when nobody could say.';
comment on column public.generation_unknown_costs.reserved_usd is 'The most it can have cost, US dollars; counted to its job''s cap and its day''s limit.';
comment on column public.generation_unknown_costs.error_type is 'The API''s error type or the fault''s name; null when there was none.';
comment on column public.generation_unknown_costs.error_message is 'The fault in a sentence; null when there was none.';
comment on column public.generation_unknown_costs.settled_at is 'When the outcome was said; null while open.';
comment on column public.generation_unknown_costs.request_id is 'The API''s request-id, to look the call up in the provider''s console; null when none came.';
comment on column public.generation_unknown_costs.worker is 'worker_id of who called.';
comment on column public.generation_unknown_costs.delivery is 'live or message_batch.';
comment on column public.generation_unknown_costs.generation_method is 'claude_api, claude_batch or simulated, whose dollars were never paid.';
comment on column public.generation_unknown_costs.id is 'generation_calls.id.';

insert into public.training_schema_versions (version, name, grants_fingerprint)
values ('20261125090300', 'spend_by_job', public.generation_grants_fingerprint());
