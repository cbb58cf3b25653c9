-- What Realtime publishes, and what doctor asks.
--
-- Invariant: the six tables below are in the platform's publication supabase_realtime, and no others of ours; the
-- publication itself is the platform's and is not made here.

do $$
declare
  wanted text;
begin
  foreach wanted in array array['training_conversations', 'generation_jobs', 'generation_job_items',
    'generation_events', 'generation_workers', 'quality_metrics'] loop
    if not exists (
      select 1 from pg_catalog.pg_publication_tables p
      where p.pubname = 'supabase_realtime' and p.schemaname = 'public' and p.tablename = wanted
    ) then
      execute format('alter publication supabase_realtime add table public.%I', wanted);
    end if;
  end loop;
end
$$;

create function public.generation_grants_fingerprint()
returns text
language sql stable
set search_path = ''
as $$
  select encode(sha256(convert_to(coalesce(string_agg(g.line, e'\n' order by g.line collate "C"), ''), 'UTF8')), 'hex')
  from (
    select format('table %s %s %s %s', c.relname, a.grantee::regrole, a.privilege_type, c.relrowsecurity) as line
    from pg_catalog.pg_class c
    cross join lateral pg_catalog.aclexplode(c.relacl) a
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v')
      and c.relname ~ '^(training|conversation|generation|quality|response|emotional)_|^job_progress$'
      and a.grantee <> c.relowner
    union all
    select format('column %s.%s %s %s', c.relname, t.attname, a.grantee::regrole, a.privilege_type)
    from pg_catalog.pg_class c
    join pg_catalog.pg_attribute t on t.attrelid = c.oid and t.attnum > 0 and t.attacl is not null
    cross join lateral pg_catalog.aclexplode(t.attacl) a
    where c.relnamespace = 'public'::regnamespace and a.grantee <> c.relowner
      and c.relname ~ '^(training|conversation|generation|quality|response|emotional)_'
    union all
    select format('function %s %s %s', p.oid::regprocedure, a.grantee::regrole, a.privilege_type)
    from pg_catalog.pg_proc p
    cross join lateral pg_catalog.aclexplode(coalesce(p.proacl, pg_catalog.acldefault('f', p.proowner))) a
    where p.pronamespace = 'public'::regnamespace and a.grantee <> p.proowner
      and p.proname ~ '^(training|conversation|generation|quality)_|^(claim|heartbeat|save|fail|release|reap|open|settle|check)_'
    union all
    select format('policy %s %s %s %s', p.tablename, p.policyname, p.cmd, p.roles)
    from pg_catalog.pg_policies p where p.schemaname = 'public'
      and p.tablename ~ '^(training|conversation|generation|quality|response|emotional)_'
  ) g
$$;
revoke all on function public.generation_grants_fingerprint() from public, anon, authenticated, service_role;
grant execute on function public.generation_grants_fingerprint() to service_role;
comment on function public.generation_grants_fingerprint() is
  'SHA-256 over all grants and policies of this schema''s objects, in hex: differs when somebody changed them.';

create function public.generation_health()
returns jsonb
language sql stable
set search_path = ''
as $$
  with wanted (tablename) as (
    values ('training_conversations'), ('generation_jobs'), ('generation_job_items'), ('generation_events'),
      ('generation_workers'), ('quality_metrics')
  ), published as (
    select p.tablename::text as tablename from pg_catalog.pg_publication_tables p
    where p.pubname = 'supabase_realtime' and p.schemaname = 'public'
  ), fingerprint (now_is, recorded) as (
    select public.generation_grants_fingerprint(), (
      select v.grants_fingerprint from public.training_schema_versions v
      where v.grants_fingerprint is not null order by v.version desc limit 1)
  )
  select jsonb_build_object(
    'schema_version', (select max(v.version) from public.training_schema_versions v),
    'migrations', (select jsonb_agg(v.version || '_' || v.name order by v.version) from public.training_schema_versions v),
    'publication', (select coalesce(jsonb_agg(p.tablename order by p.tablename), '[]') from published p),
    'missing_publication', (select coalesce(jsonb_agg(w.tablename order by w.tablename), '[]') from wanted w
      where not exists (select 1 from published p where p.tablename = w.tablename)),
    'grants_fingerprint', f.now_is,
    'grants_as_migrated', f.now_is is not distinct from f.recorded,
    'server_time', clock_timestamp(),
    'datasets', (select coalesce(jsonb_agg(d.dataset_id order by d.dataset_id), '[]') from public.training_datasets d),
    'planned', (select count(*) from public.training_conversations c where c.generation_status = 'planned'),
    'models', (select jsonb_agg(distinct stage.value ->> 'model' order by stage.value ->> 'model')
      from unnest(array['best', 'balanced', 'cheapest']) as preset (name)
      cross join lateral jsonb_each(public.generation_job_models(jsonb_build_object('preset', preset.name))) as stage),
    'live_workers', public.generation_live_workers())
  from fingerprint f
$$;
revoke all on function public.generation_health() from public, anon, authenticated, service_role;
grant execute on function public.generation_health() to service_role;
comment on function public.generation_health() is
  'What doctor asks: migrations applied, tables published and missing, whether the grants are as migrated, the server''s time, datasets, conversations planned, the models of the presets and workers alive.';

-- Names make the grants of one database comparable with another's, so schemas are left out of them.
insert into public.training_schema_versions (version, name, grants_fingerprint)
values ('20261122001900', 'publication_and_health', public.generation_grants_fingerprint());
