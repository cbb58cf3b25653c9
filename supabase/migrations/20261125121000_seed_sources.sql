-- A seed that the planning files ship has its file as its source, so that an export gives the file back.
--
-- Invariant: what conversation_write_seed writes of a seed, it writes with where it came from; a seed has one source,
-- of the same id for the same file.

grant update on table public.conversation_sources to service_role;

create or replace function public.conversation_write_seed(p_file jsonb)
returns void
language plpgsql
set search_path = ''
as $$
declare
  plan public.training_conversations := jsonb_populate_record(null::public.training_conversations, p_file -> 'plan');
  source public.conversation_sources := jsonb_populate_record(null::public.conversation_sources, p_file -> 'source');
  file_id constant text := plan.conversation_id;
  former uuid;
begin
  select c.source_id into former from public.training_conversations c where c.conversation_id = file_id;
  insert into public.training_conversations as c (conversation_id, dataset_id, generation_status, generation_method,
    revision, is_seed_example, use_for_variations, variation_count_target, extras, generated_at)
  values (file_id, plan.dataset_id, 'generated', 'manual', 1, true, (p_file ->> 'use_for_variations')::boolean,
    (p_file ->> 'variation_count_target')::integer, coalesce(p_file -> 'extras', '{}'), now())
  on conflict (conversation_id) do update set
    generation_status = 'generated', revision = c.revision + 1, generated_at = now(), extras = excluded.extras,
    use_for_variations = excluded.use_for_variations, variation_count_target = excluded.variation_count_target;
  perform public.conversation_write_plan(plan);
  if source.id is not null then
    insert into public.conversation_sources as s
      (id, name, dataset_id, conversations, sha256, dataset_metadata, consultant_profile, extras)
    values (source.id, source.name, plan.dataset_id, 1, source.sha256, nullif(source.dataset_metadata, 'null'),
      nullif(source.consultant_profile, 'null'), coalesce(source.extras, '{}'))
    on conflict (id) do update set name = excluded.name, sha256 = excluded.sha256,
      dataset_metadata = excluded.dataset_metadata, consultant_profile = excluded.consultant_profile,
      extras = excluded.extras, imported_at = clock_timestamp();
  end if;
  update public.training_conversations c set source_id = source.id,
    source_position = case when source.id is not null then 0 end where c.conversation_id = file_id;
  delete from public.conversation_sources s where s.id = former and s.id is distinct from source.id
    and not exists (select 1 from public.training_conversations c where c.source_id = s.id);
  delete from public.quality_findings f where f.conversation_id = file_id;
  delete from public.training_turns t where t.conversation_id = file_id; -- its annotations go with it
  perform public.conversation_write_turns(file_id, p_file -> 'turns');
  perform public.conversation_write_metrics(file_id,
    jsonb_populate_record(null::public.quality_metrics, p_file -> 'metrics'));
  insert into public.quality_findings
    (conversation_id, revision, turn_number, sentence_number, "check", severity, message, action, evidence)
  select file_id, c.revision, f.turn_number, f.sentence_number, f."check", f.severity, f.message, f.action,
    coalesce(f.evidence, '{}')
  from jsonb_populate_recordset(null::public.quality_findings, p_file -> 'findings') f
  cross join public.training_conversations c where c.conversation_id = file_id;
  update public.training_conversations c set generation_status = 'approved',
    shipped_hashes = jsonb_build_object('file', public.training_value_hash(p_file),
      'text', public.training_value_hash(public.conversation_text(file_id)))
  where c.conversation_id = file_id;
end
$$;
comment on function public.conversation_write_seed(jsonb) is
  'Writes a seed conversation, new or over the one there is (a further revision), approves it, and notes it as shipped, and the file it came from as its source.';

insert into public.training_schema_versions (version, name, grants_fingerprint)
values ('20261125121000', 'seed_sources', public.generation_grants_fingerprint());
