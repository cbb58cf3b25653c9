-- What a call costs is counted whole and is never more than was reserved; what was paid and no longer fits is paid anew.
--
-- Invariants: a known cost rests on a count of every kind of token, none of them negative, and a usage that lacks one is
-- of unknown cost, whose reservation stays; a cost beyond its reservation is found by the history checker; an answer that
-- the present checks refuse is not given again, however it was delivered.

-- Rows of before were settled from whole usages; were one not, its cost is as unknown as it would be now.
do $$
begin
  perform set_config('rapport.moves', 'on', true);
  update public.generation_calls k set cost_usd = null
    where k.cost_usd is not null and coalesce(least(k.input_tokens, k.cache_write_5m_tokens, k.cache_write_1h_tokens,
      k.cache_read_tokens, k.output_tokens), -1) < 0;
  perform set_config('rapport.moves', '', true);
end
$$;
alter table public.generation_calls add constraint generation_calls_cost_is_counted check (
  cost_usd is null or (input_tokens is not null and cache_write_5m_tokens is not null and cache_write_1h_tokens is not null
    and cache_read_tokens is not null and output_tokens is not null
    and least(input_tokens, cache_write_5m_tokens, cache_write_1h_tokens, cache_read_tokens, output_tokens) >= 0));

create or replace function public.generation_worst_case(p_call jsonb, p_batch boolean)
returns numeric
language sql stable
set search_path = ''
as $$
  -- What a breakpoint covers may all be written to the cache, which is the dearest kind of input; the rest is
  -- input. Who does not say how much that is, or says nothing that can be, may write all of it.
  select public.generation_cost(p_call ->> 'model', jsonb_build_object(
    'input_tokens', size.tokens - size.cacheable,
    case when p_call ->> 'cache_ttl' = '1h' then 'cache_write_1h_tokens' else 'cache_write_5m_tokens' end, size.cacheable,
    'output_tokens', (p_call ->> 'max_output_tokens')::bigint), p_batch, clock_timestamp())
  from (
    select c.tokens, case when c.cacheable between 0 and c.tokens then c.cacheable else c.tokens end as cacheable
    from (select (p_call ->> 'estimated_input_tokens')::bigint as tokens,
      (p_call ->> 'cacheable_input_tokens')::bigint as cacheable) c
  ) size
$$;

create or replace function public.generation_call_unfit(
  p_item_id uuid, p_lease_token uuid, p_call_id uuid, p_error_type text, p_error_message text
)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  lease record;
begin
  select l.worker, l.ended_at into lease from public.generation_leases l
    where l.item_id = p_item_id and l.lease_token = p_lease_token;
  if not found or lease.ended_at is not null then
    return jsonb_build_object('answer', 'fenced');
  end if;
  perform public.generation_as_worker(lease.worker);
  -- Of the text being written alone: what a saved text was made of is replayed, whatever a later version thinks of it.
  update public.generation_calls k set outcome = 'invalid', error_type = p_error_type,
      error_message = left(p_error_message, 2000)
    from public.generation_job_items i join public.training_conversations c using (conversation_id)
    where k.id = p_call_id and k.outcome = 'succeeded' and i.id = p_item_id
      and k.conversation_id = c.conversation_id and k.revision = c.revision;
  return jsonb_build_object('answer', case when found then 'noted' else 'not_found' end);
end
$$;
comment on function public.generation_call_unfit(uuid, uuid, uuid, text, text) is
  'Says that a whole answer to this item does not fit what was asked for (which of a batch''s only its stage can see, and of one that was paid before only the checks of now): it is invalid from now on, and not given again. Its cost stays. Returns {answer: noted, not_found or fenced}.';

create function public.generation_kept_calls(p_item_id uuid, p_lease_token uuid)
returns jsonb
language sql stable
set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('call_id', k.id, 'stage', k.stage, 'turn_number', k.turn_number,
    'section', k.section, 'draft_no', k.draft_no, 'request_hash', k.request_hash)), '[]')
  from public.generation_leases l
  join public.generation_job_items i on i.id = l.item_id
  join public.training_conversations c using (conversation_id)
  join public.generation_calls k on k.conversation_id = c.conversation_id and k.revision = c.revision
  where l.item_id = p_item_id and l.lease_token = p_lease_token and l.ended_at is null and k.outcome = 'succeeded'
    and (k.generation_method = 'simulated') = (l.generation_method = 'simulated')
    and exists (select 1 from public.generation_responses r where r.call_id = k.id)
$$;
revoke all on function public.generation_kept_calls(uuid, uuid) from public, anon, authenticated, service_role;
grant execute on function public.generation_kept_calls(uuid, uuid) to service_role;
comment on function public.generation_kept_calls(uuid, uuid) is
  'The calls whose answers open_call would give again to this item, so that a worker knows without opening which requests it need not send: [{call_id, stage, turn_number, section, draft_no, request_hash}]; empty for a lease that has ended.';

create or replace function public.generation_check_budget()
returns table (rule text, subject text, message text)
language sql stable
set search_path = ''
as $$
  with ledger as (
    select
      coalesce(sum(k.cost_usd) filter (where k.generation_method <> 'simulated'), 0) as settled,
      coalesce(sum(k.reserved_usd) filter (where k.generation_method <> 'simulated' and k.cost_usd is null), 0) as reserved,
      coalesce(sum(k.cost_usd) filter (where k.generation_method = 'simulated'), 0) as simulated_settled,
      coalesce(sum(k.reserved_usd) filter (where k.generation_method = 'simulated' and k.cost_usd is null), 0) as simulated_reserved
    from public.generation_calls k
    where k.opened_at >= ((select b.day from public.generation_budget b)::timestamp at time zone 'UTC')
  )
  select 'budget_equals_ledger', b.day::text,
    format('says %s settled, %s reserved (simulated: %s, %s); the ledger says %s and %s (simulated: %s, %s)',
      b.settled_usd, b.reserved_usd, b.simulated_settled_usd, b.simulated_reserved_usd,
      l.settled, l.reserved, l.simulated_settled, l.simulated_reserved)
  from public.generation_budget b cross join ledger l
  where (b.settled_usd, b.reserved_usd, b.simulated_settled_usd, b.simulated_reserved_usd)
    <> (l.settled, l.reserved, l.simulated_settled, l.simulated_reserved)
  union all
  -- Caps hold because a reservation is the most a call can cost: one that cost more says that a bound or a price is wrong.
  select 'cost_within_reservation', k.stage || ' of ' || coalesce(k.conversation_id, 'a deleted conversation') || ', call ' || k.id,
    format('cost %s, and %s were reserved', k.cost_usd, k.reserved_usd)
  from public.generation_calls k where k.cost_usd > k.reserved_usd
$$;
comment on function public.generation_check_budget() is
  'History checker: a day''s budget that differs from the ledger''s calls of that day, and calls that cost more than was reserved for them.';

insert into public.training_schema_versions (version, name, grants_fingerprint)
values ('20261125160000', 'paid_and_bounded', public.generation_grants_fingerprint());
