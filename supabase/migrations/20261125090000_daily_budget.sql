-- What may be spent on one day: one row, held by whoever opens a call, and the jobs that wait for the next day.
--
-- Invariants: of the calls opened on a UTC day, by the server's clock, what is settled and what is still reserved
-- never exceed the day's limit together; what the simulator's calls would have cost is held against the same limit
-- apart, because it is never paid; the row is locked before any job (budget, job, items, leases, conversation; calls
-- last); a job paused at the limit goes on by itself when there is room again.

create table public.generation_budget (
  daily_limit_usd numeric(12, 6) not null default 25 check (daily_limit_usd >= 0),
  day date not null default (clock_timestamp() at time zone 'UTC')::date,
  settled_usd numeric(12, 6) not null default 0,
  reserved_usd numeric(12, 6) not null default 0,
  simulated_settled_usd numeric(12, 6) not null default 0,
  simulated_reserved_usd numeric(12, 6) not null default 0,
  updated_at timestamptz not null default clock_timestamp(),
  only_row boolean not null default true unique check (only_row),
  id uuid primary key default gen_random_uuid()
) with (fillfactor = 50);
insert into public.generation_budget default values;
create trigger generation_budget_updated before update on public.generation_budget
  for each row execute function public.training_touch_updated_at();

create function public.generation_budget_check()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  raise exception using errcode = '22023',
    message = format('daily_limit_usd must be an amount of US dollars, 0 or more; got %s.',
      coalesce(trim_scale(new.daily_limit_usd)::text, 'null')),
    hint = 'Set it to the most that may be spent on one UTC day; 0 stops every call.',
    detail = jsonb_build_object('column', 'daily_limit_usd', 'got', new.daily_limit_usd::text)::text;
end
$$;
revoke all on function public.generation_budget_check() from public, anon, authenticated, service_role;
comment on function public.generation_budget_check() is 'Trigger: refuses (22023) a daily limit that is no amount.';
create trigger generation_budget_check before update on public.generation_budget
  for each row when (coalesce(new.daily_limit_usd < 0 or new.daily_limit_usd = 'NaN', true))
  execute function public.generation_budget_check();
create trigger generation_budget_by_hand before update on public.generation_budget
  for each row when (pg_trigger_depth() = 0 and coalesce(current_setting('rapport.moves', true), '') <> 'on')
  execute function public.generation_not_by_hand(
    'Set daily_limit_usd; the rest is counted by open_call and settle_call.', 'daily_limit_usd', 'updated_at');
create trigger generation_budget_one_row before insert or delete on public.generation_budget
  for each row execute function public.generation_not_by_hand('There is one row: set its daily_limit_usd.');
create trigger generation_budget_not_truncated before truncate on public.generation_budget
  for each statement execute function public.generation_not_by_hand('There is one row: set its daily_limit_usd.');
alter table public.generation_budget enable row level security;
revoke all on table public.generation_budget from public, anon, authenticated, service_role;
grant select on table public.generation_budget to authenticated;
grant select, update on table public.generation_budget to service_role;
create policy "Members read the budget" on public.generation_budget for select to authenticated
  using (exists (select 1 from public.training_members m where m.user_id = (select auth.uid())));

create function public.generation_budget_today(p_lock boolean default true)
returns public.generation_budget
language plpgsql
set search_path = ''
as $$
declare
  budget public.generation_budget;
  today date;
begin
  if p_lock then
    select * into budget from public.generation_budget b for no key update;
  else
    select * into budget from public.generation_budget b;
  end if;
  if budget.id is null then
    perform public.generation_refuse('PT409', 'The row of generation_budget is missing.',
      'Insert it again: insert into public.generation_budget default values (with its trigger disabled).', '{}');
  end if;
  -- Read under the lock: whoever waited for it over midnight is in the new day.
  today := (clock_timestamp() at time zone 'UTC')::date;
  if budget.day < today then
    budget.day := today;
    budget.settled_usd := 0;
    budget.reserved_usd := 0;
    budget.simulated_settled_usd := 0;
    budget.simulated_reserved_usd := 0;
  end if;
  return budget;
end
$$;
revoke all on function public.generation_budget_today(boolean) from public, anon, authenticated, service_role;
grant execute on function public.generation_budget_today(boolean) to service_role;
comment on function public.generation_budget_today(boolean) is
  'The budget as it stands today, locked unless p_lock is false; a day that has begun since the last call counts from 0. Writes nothing.';

create function public.generation_budget_committed(p_budget public.generation_budget, p_simulated boolean)
returns numeric
language sql immutable
set search_path = ''
as $$
  select case when p_simulated then p_budget.simulated_settled_usd + p_budget.simulated_reserved_usd
    else p_budget.settled_usd + p_budget.reserved_usd end
$$;
revoke all on function public.generation_budget_committed(public.generation_budget, boolean)
  from public, anon, authenticated, service_role;
grant execute on function public.generation_budget_committed(public.generation_budget, boolean) to service_role;
comment on function public.generation_budget_committed(public.generation_budget, boolean) is
  'What is settled or reserved of a day, of the simulator''s calls or of the others, US dollars.';

create function public.generation_budget_count(
  p_budget public.generation_budget, p_simulated boolean, p_settled numeric, p_reserved numeric
)
returns void
language sql
set search_path = ''
as $$
  update public.generation_budget b set
    day = p_budget.day,
    settled_usd = p_budget.settled_usd + case when p_simulated then 0 else p_settled end,
    reserved_usd = p_budget.reserved_usd + case when p_simulated then 0 else p_reserved end,
    simulated_settled_usd = p_budget.simulated_settled_usd + case when p_simulated then p_settled else 0 end,
    simulated_reserved_usd = p_budget.simulated_reserved_usd + case when p_simulated then p_reserved else 0 end
  where b.id = p_budget.id
$$;
revoke all on function public.generation_budget_count(public.generation_budget, boolean, numeric, numeric)
  from public, anon, authenticated, service_role;
grant execute on function public.generation_budget_count(public.generation_budget, boolean, numeric, numeric) to service_role;
comment on function public.generation_budget_count(public.generation_budget, boolean, numeric, numeric) is
  'Adds to what is settled and reserved today. The caller got the row from generation_budget_today and holds its lock.';

create function public.generation_job_simulated(p_job_id uuid)
returns boolean
language sql stable
set search_path = ''
as $$
  select coalesce((
    select l.generation_method = 'simulated'
    from public.generation_leases l join public.generation_job_items i on i.id = l.item_id
    where i.job_id = p_job_id order by l.claimed_at desc limit 1), false)
$$;
revoke all on function public.generation_job_simulated(uuid) from public, anon, authenticated, service_role;
grant execute on function public.generation_job_simulated(uuid) to service_role;
comment on function public.generation_job_simulated(uuid) is
  'Whether the worker that last took an item of the job works with the simulator, whose calls are counted apart.';

create function public.generation_budget_resume()
returns integer
language plpgsql
set search_path = ''
as $$
declare
  budget public.generation_budget;
  waiting uuid[];
  job record;
  resumed integer := 0;
  moves text := coalesce(current_setting('rapport.moves', true), '');
begin
  if not exists (
    select 1 from public.generation_jobs j where j.status = 'paused' and j.status_reason = 'daily_limit') then
    return 0;
  end if;
  budget := public.generation_budget_today();
  select coalesce(array_agg(j.id), '{}') into waiting
    from public.generation_jobs j where j.status = 'paused' and j.status_reason = 'daily_limit';
  perform public.generation_lock_jobs(waiting), set_config('rapport.moves', 'on', true);
  for job in
    update public.generation_jobs j set status = j.paused_from, paused_from = null, status_reason = null,
      cap_needs_usd = null
    where j.id = any (waiting) and j.status = 'paused' and j.status_reason = 'daily_limit'
      and public.generation_budget_committed(budget, public.generation_job_simulated(j.id)) + coalesce(j.cap_needs_usd, 0)
        <= budget.daily_limit_usd
    returning j.id, j.job_number
  loop
    perform public.generation_job_refresh(job.id);
    insert into public.generation_events (stage, message, job_id)
    values ('resume', format('Job #%s goes on: there is room under the daily limit of %s', job.job_number,
      public.generation_usd(budget.daily_limit_usd)), job.id);
    resumed := resumed + 1;
  end loop;
  perform set_config('rapport.moves', moves, true);
  return resumed;
end
$$;
revoke all on function public.generation_budget_resume() from public, anon, authenticated, service_role;
grant execute on function public.generation_budget_resume() to service_role;
comment on function public.generation_budget_resume() is
  'Lets jobs go on that were paused at the daily limit and have room now: the day is another, the limit higher, or calls cost less than was reserved. How many. Workers ask it once a minute.';

create function public.generation_budget_changed()
returns trigger
language plpgsql security definer
set search_path = ''
as $$
declare
  actor record;
begin
  select * into actor from public.generation_actor();
  insert into public.generation_events (stage, message)
  values ('budget', format('Daily limit set from %s to %s by %s', public.generation_usd(old.daily_limit_usd),
    public.generation_usd(new.daily_limit_usd), actor.name));
  perform public.generation_budget_resume();
  return null;
end
$$;
revoke all on function public.generation_budget_changed() from public, anon, authenticated, service_role;
comment on function public.generation_budget_changed() is
  'Trigger, after the daily limit was set: writes an event saying who, and lets jobs go on that have room now.';
create trigger generation_budget_changed after update on public.generation_budget
  for each row when (old.daily_limit_usd is distinct from new.daily_limit_usd)
  execute function public.generation_budget_changed();

comment on table public.generation_budget is
  'What may be spent on one UTC day, and what is: one row. Set daily_limit_usd in Studio or with rapport budget; a call that could pass it is not opened.';
comment on column public.generation_budget.daily_limit_usd is 'The most all calls opened on one UTC day may cost together, US dollars; 0 stops every call. You may edit it.';
comment on column public.generation_budget.day is 'The UTC day the amounts are of: the last on which a call was opened or settled. A later day has spent nothing yet.';
comment on column public.generation_budget.settled_usd is 'What that day''s calls have cost so far, US dollars, the simulator''s left out.';
comment on column public.generation_budget.reserved_usd is 'The most the calls of that day may still cost whose cost is not known, US dollars: under way, or cut off.';
comment on column public.generation_budget.simulated_settled_usd is 'What the simulator''s calls of that day would have cost, US dollars: never paid, held against the limit apart.';
comment on column public.generation_budget.simulated_reserved_usd is 'What is reserved for the simulator''s calls of that day, US dollars: never paid.';
comment on column public.generation_budget.updated_at is 'When the row last changed.';
comment on column public.generation_budget.only_row is 'Always true: there is one row.';
comment on column public.generation_budget.id is 'Primary key of this table, no more.';

insert into public.training_schema_versions (version, name, grants_fingerprint)
values ('20261125090000', 'daily_budget', public.generation_grants_fingerprint());
