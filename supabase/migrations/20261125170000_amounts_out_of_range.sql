-- What a person sets as an amount is refused in our words, whatever number it is.
--
-- Invariants: the two amounts that clients write, a job's cap and the day's limit, are amounts the money columns can
-- hold (numeric(12,6): up to 999,999.999999), to a millionth. Their own columns have no such type: it would refuse a
-- larger number (22003) before any trigger could say what to do. The view over the cap is put back as it was.

do $$
declare
  definition constant text := pg_get_viewdef('public.job_progress'::regclass);
  described constant jsonb := (
    select jsonb_object_agg(a.attname, col_description(a.attrelid, a.attnum)) from pg_attribute a
    where a.attrelid = 'public.job_progress'::regclass and a.attnum > 0 and not a.attisdropped);
  whole constant text := obj_description('public.job_progress'::regclass, 'pg_class');
  entry record;
begin
  drop view public.job_progress;
  drop trigger generation_jobs_a_control on public.generation_jobs;
  drop trigger generation_jobs_lock_many on public.generation_jobs;
  alter table public.generation_jobs alter column max_cost_usd type numeric;
  execute 'create view public.job_progress with (security_invoker = true) as ' || definition;
  revoke all on table public.job_progress from public, anon, authenticated, service_role;
  grant select on table public.job_progress to authenticated, service_role;
  execute format('comment on view public.job_progress is %L', whole);
  for entry in select d.key, d.value from jsonb_each_text(described) d loop
    execute format('comment on column public.job_progress.%I is %L', entry.key, entry.value);
  end loop;
end
$$;
create trigger generation_jobs_a_control before update on public.generation_jobs
  for each row when (
    new.requested_action is not null
    or new.max_cost_usd is distinct from old.max_cost_usd
    or new.note is distinct from old.note
    or new.status is distinct from old.status)
  execute function public.generation_job_control();
create trigger generation_jobs_lock_many before update of requested_action, max_cost_usd, note
  on public.generation_jobs
  for each statement execute function public.generation_lock_many();

drop trigger generation_budget_check on public.generation_budget;
drop trigger generation_budget_changed on public.generation_budget;
alter table public.generation_budget drop constraint generation_budget_daily_limit_usd_check,
  alter column daily_limit_usd type numeric,
  add constraint generation_budget_daily_limit_usd_check check (daily_limit_usd between 0 and 999999.999999);
create trigger generation_budget_check before update on public.generation_budget
  for each row when (coalesce(new.daily_limit_usd not between 0 and 999999.999999, true))
  execute function public.generation_budget_check();
create trigger generation_budget_changed after update on public.generation_budget
  for each row when (old.daily_limit_usd is distinct from new.daily_limit_usd)
  execute function public.generation_budget_changed();

create or replace function public.generation_budget_check()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  raise exception using errcode = '22023',
    message = format('daily_limit_usd must be an amount of US dollars from 0 to 999,999.999999; got %s.',
      coalesce(left(trim_scale(new.daily_limit_usd)::text, 40), 'null')),
    hint = 'Set it to the most that may be spent on one UTC day; 0 stops every call.',
    detail = jsonb_build_object('column', 'daily_limit_usd', 'most', 999999.999999,
      'got', left(new.daily_limit_usd::text, 40))::text;
end
$$;

create or replace function public.generation_cap_check(p_cap numeric, p_may_be_null boolean)
returns void
language plpgsql immutable
set search_path = ''
as $$
begin
  if p_cap is null and not p_may_be_null then
    raise exception using errcode = '22023', message = 'max_cost_usd may not be empty.',
      hint = 'Set it to the most the job may spend, in US dollars.', detail = '{"column": "max_cost_usd"}';
  elsif p_cap <= 0 or p_cap > 999999.999999 then -- NaN is more than any number
    raise exception using errcode = '22023',
      message = format('max_cost_usd must be more than 0%s; got %s.',
        case when p_cap > 0 then ' and at most 999,999.999999' else '' end, left(trim_scale(p_cap)::text, 40)),
      hint = 'Set it to the most the job may spend, in US dollars, or leave it out for twice the estimate.',
      detail = jsonb_build_object('column', 'max_cost_usd', 'most', 999999.999999, 'got', left(p_cap::text, 40))::text;
  end if;
end
$$;

create function public.generation_to_a_millionth()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  new := jsonb_populate_record(new, jsonb_build_object(tg_argv[0], round((to_jsonb(new) ->> tg_argv[0])::numeric, 6)));
  return new;
end
$$;
revoke all on function public.generation_to_a_millionth() from public, anon, authenticated, service_role;
comment on function public.generation_to_a_millionth() is
  'Trigger: rounds an amount, the column its argument names, to a millionth of a US dollar.';
create trigger generation_jobs_a_cap before insert or update on public.generation_jobs
  for each row when (new.max_cost_usd <> round(new.max_cost_usd, 6))
  execute function public.generation_to_a_millionth('max_cost_usd');
create trigger generation_budget_a_limit before update on public.generation_budget
  for each row when (new.daily_limit_usd <> round(new.daily_limit_usd, 6))
  execute function public.generation_to_a_millionth('daily_limit_usd');

insert into public.training_schema_versions (version, name, grants_fingerprint)
values ('20261125170000', 'amounts_out_of_range', public.generation_grants_fingerprint());
