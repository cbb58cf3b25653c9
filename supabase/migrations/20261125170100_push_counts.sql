-- A push counts things, not the lines it tells them in.
--
-- Invariant: counts of training_plan_push adds up what its lines stand for; the one line of all that was imported,
-- varied or added by hand stands for as many as its count says, and any other for one.

create or replace function public.training_push_beyond(p_file jsonb)
returns jsonb
language sql stable
set search_path = ''
as $$
  with said as (
    select f #>> '{dataset,dataset_id}' as dataset_id,
      array(select t ->> 'template_id' from jsonb_array_elements(f -> 'templates') t) as templates,
      array(select s #>> '{plan,conversation_id}' from jsonb_array_elements(f -> 'seeds') s)
        || array(select p ->> 'conversation_id' from jsonb_array_elements(f -> 'plans') p) as conversations
    from (values (p_file)) v (f)
  ), conversation as (
    select c.conversation_id, c.plan_hash is not null as shipped, c.generation_status
    from public.training_conversations c join said on said.dataset_id = c.dataset_id
    where c.conversation_id <> all (said.conversations)
  ), line as (
    select 1 as rank, t.template_id as id, public.training_pushed('template', t.template_id, 'only_in_database',
      '[]', 'no file of it; is_active = false ends its use') as line
    from public.conversation_templates t join said on said.dataset_id = t.dataset_id
    where t.template_id <> all (said.templates)
    union all
    select 2, c.conversation_id, public.training_pushed('conversation', c.conversation_id, 'only_in_database', '[]',
      format('no longer in the files; it is %s', c.generation_status))
    from conversation c where c.shipped
    union all
    -- Imports may be thousands: one line says how many.
    select 3, '', public.training_pushed('conversation', format('(%s of them)', count(*)), 'only_in_database', '[]',
      'imported, variations or added by hand') || jsonb_build_object('count', count(*))
    from conversation c where not c.shipped having count(*) > 0
  )
  select coalesce(jsonb_agg(l.line order by l.rank, l.id), '[]') from line l
$$;

create or replace function public.training_plan_push(
  p_datasets jsonb, p_dry_run boolean default false, p_replace_seeds boolean default true
)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  moves constant text := coalesce(current_setting('rapport.moves', true), '');
  report jsonb := '[]';
  shipped jsonb;
  part jsonb;
begin
  if jsonb_typeof(p_datasets) is distinct from 'array' or exists (
    select 1 from jsonb_array_elements(p_datasets) d
    where jsonb_typeof(d #> '{dataset,dataset_id}') is distinct from 'string'
      or jsonb_typeof(d -> 'templates') is distinct from 'array' or jsonb_typeof(d -> 'seeds') is distinct from 'array'
      or jsonb_typeof(d -> 'plans') is distinct from 'array'
  ) then
    perform public.generation_refuse('22023', 'A push is a list of datasets, each with dataset, templates, seeds and plans.',
      'Use rapport plan push, or load supabase/seed.sql.', jsonb_build_object('type', jsonb_typeof(p_datasets)));
  end if;
  -- The jobs' own lock: no job takes a conversation while its plan is being written.
  perform pg_advisory_xact_lock(7261001);
  perform public.generation_as_worker(null);
  begin
    for shipped in select d from jsonb_array_elements(p_datasets) d loop
      report := report || public.training_push_dataset(shipped -> 'dataset');
      for part in select t from jsonb_array_elements(shipped -> 'templates') t loop
        report := report || public.training_push_template(part);
      end loop;
      for part in select s from jsonb_array_elements(shipped -> 'seeds') s loop
        report := report || public.training_push_seed(part, p_replace_seeds);
      end loop;
      for part in select p from jsonb_array_elements(shipped -> 'plans') p loop
        report := report || public.training_push_plan(part);
      end loop;
      report := report || public.training_push_beyond(shipped);
    end loop;
    -- What is checked at the end of a transaction is checked here, so that a dry run hears of it too.
    set constraints public.conversation_templates_references, public.training_conversations_born_approved,
      public.training_conversations_born_scored immediate;
    set constraints public.conversation_templates_references, public.training_conversations_born_approved,
      public.training_conversations_born_scored deferred;
    if p_dry_run then
      raise exception using errcode = 'RP002';
    end if;
  exception
    when sqlstate 'RP002' then
      null; -- everything above is undone; the report stays
    when unique_violation then
      perform public.generation_refuse('PT409', format('Something in the files is taken here already: %s.', sqlerrm),
        'A conversation_number is used once in its dataset: free the number in the database, or change the file. Nothing was changed.');
  end;
  perform set_config('rapport.moves', moves, true);
  return jsonb_build_object('dry_run', p_dry_run, 'lines', report, 'counts', (
    select coalesce(jsonb_object_agg(n.outcome, n.number), '{}')
    from (select l ->> 'outcome' as outcome, sum(coalesce((l -> 'count')::integer, 1)) as number
      from jsonb_array_elements(report) l group by 1) n));
end
$$;
comment on function public.training_plan_push(jsonb, boolean, boolean) is
  'Brings datasets as their files have them ([{dataset, templates, seeds, plans}]) to the database and keeps what was edited there (seed.sql, rapport plan push). p_dry_run: the same report, nothing written. p_replace_seeds false: seeds that are there are left. Returns {dry_run, lines: [{kind, id, outcome, parts, why, and count where a line stands for several}], counts: how many things by outcome}.';

insert into public.training_schema_versions (version, name, grants_fingerprint)
values ('20261125170100', 'push_counts', public.generation_grants_fingerprint());
