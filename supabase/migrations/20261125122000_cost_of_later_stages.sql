-- What a text has cost is all that was paid for it, also when a later job only annotated or judged it anew.
--
-- Invariant: generation_cost_usd never falls while the text stands; a text written anew begins from nothing.

create or replace function public.save_conversation(p_item_id uuid, p_lease_token uuid, p_payload jsonb)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  job record;
  item public.generation_job_items;
  lease record;
  conversation record;
  saved record;
  turns jsonb := p_payload -> 'turns';
  metrics public.quality_metrics;
begin
  if jsonb_typeof(turns) is distinct from 'array' or jsonb_array_length(turns) = 0
    or jsonb_typeof(p_payload -> 'metrics') is distinct from 'object'
    or (select array_agg((t ->> 'turn_number')::integer order by (t ->> 'turn_number')::integer)
        from jsonb_array_elements(turns) t)
      <> (select array_agg(n) from generate_series(1, jsonb_array_length(turns)) n)
    or exists (
      select 1 from jsonb_array_elements(turns) t
      where jsonb_typeof(t -> 'emotional_context') is distinct from 'object'
        or jsonb_typeof(t -> 'response_strategy') is distinct from 'object'
        or jsonb_typeof(t -> 'response_breakdown') is distinct from 'array') then
    perform public.generation_refuse('22023', 'A conversation is saved whole: turns numbered from 1, each with its three annotated parts, and metrics.',
      'Send conversation, turns, metrics and findings.', jsonb_build_object('item', p_item_id));
  end if;

  select j.* into job from public.generation_jobs j
    where j.id = (select i.job_id from public.generation_job_items i where i.id = p_item_id) for no key update;
  select * into item from public.generation_job_items i where i.id = p_item_id for update;
  select * into lease from public.generation_leases l
    where l.item_id = p_item_id and l.lease_token = p_lease_token for update;
  if lease.id is null or (lease.ended_at is not null and lease.end_reason not in ('saved', 'cancelled')) then
    return jsonb_build_object('answer', 'fenced');
  elsif lease.end_reason = 'cancelled' then
    return jsonb_build_object('answer', 'cancelled');
  elsif lease.end_reason = 'saved' then
    select c.revision, c.quality_score, c.turn_count into saved
      from public.training_conversations c where c.conversation_id = item.conversation_id;
    return jsonb_build_object('answer', 'already_saved', 'revision', saved.revision,
      'quality_score', saved.quality_score, 'turns', saved.turn_count);
  end if;
  perform public.generation_as_worker(lease.worker);
  if job.status = 'cancelled' then
    perform public.generation_item_move(item, 'cancelled', 'cancelled');
    perform public.generation_job_refresh(job.id);
    return jsonb_build_object('answer', 'cancelled');
  end if;

  select * into conversation from public.training_conversations c
    where c.conversation_id = item.conversation_id for no key update;
  metrics := jsonb_populate_record(null::public.quality_metrics, p_payload -> 'metrics');
  update public.training_conversations c set
    generation_status = 'generated',
    revision = c.revision + 1,
    review_state = case when metrics.needs_review then 'needs_review' else 'none' end,
    quality_score = metrics.overall_score,
    turn_count = jsonb_array_length(turns),
    generation_method = lease.generation_method,
    models = p_payload #> '{conversation,models}',
    template_version = coalesce((p_payload #>> '{conversation,template_version}')::integer, item.template_version),
    generation_seconds = (p_payload #>> '{conversation,generation_seconds}')::numeric,
    generation_cost_usd = case when job.options ? 'from_stage'
      then c.generation_cost_usd + coalesce((select sum(k.cost_usd) from public.generation_calls k where k.item_id = item.id), 0)
      else (select sum(k.cost_usd) from public.generation_calls k where k.item_id = item.id) end,
    generated_at = clock_timestamp(),
    last_job_id = item.job_id,
    last_error_code = null,
    last_error_message = null
  where c.conversation_id = item.conversation_id
  returning c.revision, c.quality_score, c.turn_count into saved;

  delete from public.quality_findings f where f.conversation_id = item.conversation_id;
  delete from public.training_turns t where t.conversation_id = item.conversation_id; -- its annotations go with it
  perform public.conversation_write_turns(item.conversation_id, turns);
  perform public.conversation_write_metrics(item.conversation_id, metrics);
  insert into public.quality_findings
    (conversation_id, revision, turn_number, sentence_number, "check", severity, message, action, evidence)
  select item.conversation_id, saved.revision, f.turn_number, f.sentence_number, f."check", f.severity, f.message,
    f.action, coalesce(f.evidence, '{}')
  from jsonb_populate_recordset(null::public.quality_findings, coalesce(p_payload -> 'findings', '[]')) f;

  -- The figures first: whoever hears that the item is completed reads them in the same row.
  update public.generation_job_items i set quality_score = saved.quality_score,
    turns_done = saved.turn_count, turns_total = saved.turn_count where i.id = item.id;
  perform public.generation_item_move(item, 'completed', 'saved');
  perform public.generation_job_refresh(job.id);
  return jsonb_build_object('answer', 'saved', 'revision', saved.revision, 'quality_score', saved.quality_score,
    'turns', saved.turn_count);
end
$$;
revoke all on function public.save_conversation(uuid, uuid, jsonb) from public, anon, authenticated, service_role;
grant execute on function public.save_conversation(uuid, uuid, jsonb) to service_role;
comment on function public.save_conversation(uuid, uuid, jsonb) is
  'Saves a whole generated conversation and ends its item, in one transaction. Takes {conversation, turns, metrics, findings}; returns {answer: saved, already_saved, fenced or cancelled, revision, quality_score, turns}.';

comment on column public.training_conversations.generation_cost_usd is
  'US dollars of the calls its text was made with, those of later annotation and judgement included; null when unknown.';

comment on column public.generation_calls.section is
  'The part of a turn''s annotation (breakdown, reading); the section repaired; verdict where a judge was asked again because its evidence did not hold; null elsewhere.';
comment on column public.quality_metrics.score_parts is
  'List of {dimension, value, weight, source, reason, evidence}: how the score came about. Source code: value is a share, 0 to 1, and evidence counts what passed. Source judge: value is a score, 1 to 5, with its reason, and evidence is {quotes: [{turn, speaker, quote}], faults, given: the score the judge gave where its named faults lowered it}.';

insert into public.training_schema_versions (version, name, grants_fingerprint)
values ('20261125122000', 'cost_of_later_stages', public.generation_grants_fingerprint());
