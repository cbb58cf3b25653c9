-- Who may do what, and which migrations have been applied.
--
-- Invariant: signing up to the project gives nothing. Every policy of every later file asks training_members,
-- whose own policy shows a user nothing but its own row, so one row here is the whole of a person's access.
--
-- Every object of this schema is locked down where it is made (create, RLS, revoke, grant, policies, comments),
-- because a project's default grants are either none or all and neither may be relied on.

create table public.training_schema_versions (
  version text not null unique,
  name text not null,
  applied_at timestamptz not null default now(),
  applied_by text not null default current_user,
  grants_fingerprint text,
  id uuid primary key default gen_random_uuid()
);
alter table public.training_schema_versions enable row level security;
revoke all on table public.training_schema_versions from public, anon, authenticated, service_role;
grant select on table public.training_schema_versions to authenticated, service_role;

create table public.training_members (
  user_id uuid primary key references auth.users (id) on delete cascade,
  email text not null check (email <> ''),
  role text not null check (role in ('viewer', 'reviewer', 'manager')),
  created_at timestamptz not null default now()
);
alter table public.training_members enable row level security;
revoke all on table public.training_members from public, anon, authenticated, service_role;
grant select on table public.training_members to authenticated;
grant select, insert, update, delete on table public.training_members to service_role;
create policy "People see their own membership, anonymous sign-ins nothing"
  on public.training_members for select to authenticated
  using (
    user_id = (select auth.uid())
    and coalesce(((select auth.jwt()) ->> 'is_anonymous')::boolean, false) = false
  );
create policy "Members see which migrations have been applied"
  on public.training_schema_versions for select to authenticated
  using (exists (select 1 from public.training_members m where m.user_id = (select auth.uid())));

comment on table public.training_schema_versions is
  'One row per applied migration of this project, whoever applied it (supabase db push, rapport local, psql).';
comment on column public.training_schema_versions.version is 'The migration''s timestamp, as in its file name. Not to be edited.';
comment on column public.training_schema_versions.name is 'The migration''s name, as in its file name. Not to be edited.';
comment on column public.training_schema_versions.applied_at is 'When it was applied. Not to be edited.';
comment on column public.training_schema_versions.applied_by is 'The database role that applied it. Not to be edited.';
comment on column public.training_schema_versions.grants_fingerprint is
  'What generation_health computed over all grants when this migration ended; null where a migration recorded none. Not to be edited.';
comment on column public.training_schema_versions.id is 'Primary key of this table, no more.';

comment on table public.training_members is
  'Who may use this project''s data. Added with the service key: rapport members add EMAIL --role manager.';
comment on column public.training_members.user_id is 'The signed-up user (auth.users.id). Deleting the user ends the membership.';
comment on column public.training_members.email is 'The address the member was added by, shown as the name beside what they do.';
comment on column public.training_members.role is
  'viewer reads everything; reviewer also records reviews; manager also starts and steers jobs and edits plans and templates. Edited with the service key.';
comment on column public.training_members.created_at is 'When the membership began.';

-- Who is acting, asked by the definer triggers: inside them current_user is the owner, so the session's role
-- setting and the JWT tell. A role switched to anon or authenticated outranks whatever the claims say.
create function public.generation_actor(
  out via text, out user_id uuid, out name text, out member_role text, out worker text
)
language plpgsql stable
set search_path = ''
as $$
declare
  database_role text := coalesce(nullif(current_setting('role', true), 'none'), session_user);
  claims jsonb := auth.jwt();
  acting text := coalesce(claims ->> 'role', database_role);
begin
  if database_role in ('anon', 'authenticated') then
    acting := database_role;
  end if;
  worker := nullif(current_setting('rapport.worker', true), '');
  if acting = 'service_role' then
    via := 'service';
    name := coalesce(worker, 'service key');
  elsif claims is not null or acting in ('anon', 'authenticated') then
    via := 'user';
    if acting = 'authenticated' and coalesce((claims ->> 'is_anonymous')::boolean, false) = false then
      user_id := auth.uid();
      select m.role, m.email into member_role, name
        from public.training_members m where m.user_id = generation_actor.user_id;
    end if;
    name := coalesce(name, claims ->> 'email', 'somebody not signed in');
  else
    via := 'sql';
    name := coalesce(worker, session_user::text);
  end if;
end
$$;
revoke all on function public.generation_actor() from public, anon, authenticated, service_role;
comment on function public.generation_actor() is
  'Who is acting in this session: via (user, service or sql), the user, a name to show, the member''s role (null for non-members and anonymous users) and the worker whose function is running (null otherwise). For this schema''s own triggers.';

create function public.training_touch_updated_at()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  new.updated_at := clock_timestamp();
  return new;
end
$$;
revoke all on function public.training_touch_updated_at() from public, anon, authenticated, service_role;
comment on function public.training_touch_updated_at() is 'Trigger: sets updated_at to the server''s clock.';

insert into public.training_schema_versions (version, name) values ('20261122000100', 'members_and_versions');
