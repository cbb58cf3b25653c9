-- Which workers may take work from this database.
--
-- Invariants: a migration that older workers do not fit says so in its own row of training_schema_versions
-- (oldest_worker), in the transaction that changes the schema; from then on a claim of an older worker takes
-- nothing, whether it started before or after. What it holds already it may finish: heartbeats, calls, saves and
-- hand-backs ask for no number, so a schema is first widened, and narrowed only when no old worker holds an item.

alter table public.training_schema_versions
  add column oldest_worker integer check (oldest_worker >= 1);
comment on column public.training_schema_versions.oldest_worker is
  'The oldest contract number a worker must have to take work once this migration is applied; null: as before it. Not to be edited.';

create function public.generation_versions()
returns jsonb
language sql stable
set search_path = ''
as $$
  select jsonb_build_object(
    'schema_version', max(v.version),
    'oldest_worker', coalesce(max(v.oldest_worker), 1))
  from public.training_schema_versions v
$$;
revoke all on function public.generation_versions() from public, anon, authenticated, service_role;
grant execute on function public.generation_versions() to service_role;
comment on function public.generation_versions() is
  'What worker and database must agree on: {schema_version: the newest migration applied, oldest_worker: the oldest contract number that may claim}.';

alter function public.claim_generation_items(text, integer, numeric, text, text[]) rename to generation_claim;
comment on function public.generation_claim(text, integer, numeric, text, text[]) is
  'The claim itself, for a worker that fits; workers ask claim_generation_items, which checks that first.';

create function public.claim_generation_items(
  p_worker text, p_limit integer, p_lease_seconds numeric, p_method text default 'claude_api',
  p_cleared text[] default '{}', p_contract integer default null
)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  oldest integer := (public.generation_versions() ->> 'oldest_worker')::integer;
  advice text := 'Deploy the Rapport that belongs to this database: pip install --upgrade rapport-worker, then restart it.';
begin
  if coalesce(p_contract, 1) >= oldest then
    return public.generation_claim(p_worker, p_limit, p_lease_seconds, p_method, p_cleared);
  elsif p_contract is null then
    -- A worker from before contract numbers cannot be told, so its row is told for it.
    update public.generation_workers w set state = 'paused',
      message = format('This worker is older than the database takes (contract 1, needed %s): it claims nothing. %s', oldest, advice)
    where w.worker_id = p_worker and w.state not in ('stopping', 'stopped', 'failed');
    return '[]';
  end if;
  perform public.generation_refuse('PT426',
    format('This worker is older than the database takes (contract %s, needed %s): it claims nothing.', p_contract, oldest),
    advice, jsonb_build_object('contract', p_contract, 'oldest_worker', oldest));
  return null;
end
$$;
revoke all on function public.claim_generation_items(text, integer, numeric, text, text[], integer) from public, anon, authenticated, service_role;
grant execute on function public.claim_generation_items(text, integer, numeric, text, text[], integer) to service_role;
comment on function public.claim_generation_items(text, integer, numeric, text, text[], integer) is
  'Takes up to p_limit items for a worker of contract p_contract, after taking back expired ones and resuming jobs whose pause (p_cleared) is over. Returns a list, one object per item, with its lease_token; PT426 for a worker older than the database takes (one that names no contract is given none, and its row says why).';

insert into public.training_schema_versions (version, name, grants_fingerprint)
values ('20261125030100', 'worker_versions', public.generation_grants_fingerprint());
