-- How an item ends: with a whole conversation saved, or without one.
--
-- Invariants: one transaction writes conversation, turns, annotations, metrics, findings, item and job, or nothing;
-- at most one result of an item is accepted; a lost reply may be asked for again (already_saved, already_ended).

create function public.save_conversation(p_item_id uuid, p_lease_token uuid, p_payload jsonb)
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
    generation_cost_usd = (select sum(k.cost_usd) from public.generation_calls k where k.item_id = item.id),
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

create function public.conversation_write_turns(p_conversation_id text, p_turns jsonb)
returns void
language plpgsql
set search_path = ''
as $$
begin
  insert into public.training_turns (
    turn_id, conversation_id, turn_number, user_input, target_response, user_intent, response_structure_type,
    difficulty_level, key_learning_objective, system_prompt, user_word_count, response_word_count, sentence_count,
    positive_indicators, neutral_indicators, negative_indicators, demonstrates_skills, emotional_progression_target,
    quality, extras)
  select p_conversation_id || '_turn' || t.turn_number, p_conversation_id, t.turn_number, t.user_input,
    t.target_response, t.user_intent, t.response_structure_type, t.difficulty_level, t.key_learning_objective,
    t.system_prompt, t.user_word_count, t.response_word_count, t.sentence_count,
    coalesce(t.positive_indicators, '[]'), coalesce(t.neutral_indicators, '[]'), coalesce(t.negative_indicators, '[]'),
    coalesce(t.demonstrates_skills, '[]'), t.emotional_progression_target, coalesce(t.quality, '{}'), coalesce(t.extras, '{}')
  from jsonb_populate_recordset(null::public.training_turns, p_turns) t;

  insert into public.emotional_context (
    turn_id, conversation_id, primary_emotion, primary_confidence, intensity, valence, indicator_count, quote_count,
    secondary_emotion, secondary_confidence, tertiary_emotion, tertiary_confidence, valence_as_written,
    emotional_indicators, previous_emotion, current_emotion, intensity_change, progression_description, risk_level,
    engagement_readiness, knowledge_level, trust_level, client_needs, red_flags, extras)
  select p_conversation_id || '_turn' || (t.turn ->> 'turn_number'), p_conversation_id, e.primary_emotion,
    e.primary_confidence, e.intensity, e.valence, e.indicator_count, e.quote_count, e.secondary_emotion,
    e.secondary_confidence, e.tertiary_emotion, e.tertiary_confidence, e.valence_as_written,
    coalesce(e.emotional_indicators, '[]'), e.previous_emotion, e.current_emotion, e.intensity_change,
    e.progression_description, e.risk_level, e.engagement_readiness, e.knowledge_level, e.trust_level,
    coalesce(e.client_needs, '[]'), coalesce(e.red_flags, '[]'), coalesce(e.extras, '{}')
  from jsonb_array_elements(p_turns) t (turn)
  cross join lateral jsonb_populate_record(null::public.emotional_context, t.turn -> 'emotional_context') e;

  insert into public.response_strategies (
    turn_id, conversation_id, primary_strategy, primary_rationale, tone_selection, tone_rationale, pacing,
    pacing_as_written, secondary_strategies, tactical_choices, avoid_tactics, specific_techniques, extras)
  select p_conversation_id || '_turn' || (t.turn ->> 'turn_number'), p_conversation_id, s.primary_strategy,
    s.primary_rationale, s.tone_selection, s.tone_rationale, s.pacing, s.pacing_as_written,
    coalesce(s.secondary_strategies, '[]'), coalesce(s.tactical_choices, '[]'), coalesce(s.avoid_tactics, '[]'),
    coalesce(s.specific_techniques, '[]'), coalesce(s.extras, '{}')
  from jsonb_array_elements(p_turns) t (turn)
  cross join lateral jsonb_populate_record(null::public.response_strategies, t.turn -> 'response_strategy') s;

  insert into public.response_breakdowns (
    turn_id, conversation_id, sentence_number, sentence_text, function, emotional_purpose, technique, teaches_model,
    word_choice_rationale, psychological_principle, stylistic_note, extras)
  select p_conversation_id || '_turn' || (t.turn ->> 'turn_number'), p_conversation_id, b.sentence_number,
    b.sentence_text, b.function, b.emotional_purpose, b.technique, b.teaches_model,
    coalesce(b.word_choice_rationale, '[]'), b.psychological_principle, b.stylistic_note, coalesce(b.extras, '{}')
  from jsonb_array_elements(p_turns) t (turn)
  cross join lateral jsonb_populate_recordset(null::public.response_breakdowns, t.turn -> 'response_breakdown') b;
end
$$;
revoke all on function public.conversation_write_turns(text, jsonb) from public, anon, authenticated, service_role;
grant execute on function public.conversation_write_turns(text, jsonb) to service_role;
comment on function public.conversation_write_turns(text, jsonb) is
  'Writes the turns of a conversation and their annotation, where there are none.';

create function public.conversation_write_metrics(p_conversation_id text, p_metrics public.quality_metrics)
returns void
language plpgsql
set search_path = ''
as $$
begin
  p_metrics.conversation_id := p_conversation_id;
  p_metrics.id := gen_random_uuid();
  p_metrics.error_findings := coalesce(p_metrics.error_findings, 0);
  p_metrics.warning_findings := coalesce(p_metrics.warning_findings, 0);
  p_metrics.judged := coalesce(p_metrics.judged, false);
  p_metrics.score_parts := coalesce(p_metrics.score_parts, '[]');
  p_metrics.created_at := clock_timestamp();
  p_metrics.updated_at := p_metrics.created_at;
  insert into public.quality_metrics select p_metrics.*
  on conflict (conversation_id) do update set
    overall_score = excluded.overall_score, ready_for_training = excluded.ready_for_training,
    needs_review = excluded.needs_review, code_score = excluded.code_score, judge_score = excluded.judge_score,
    error_findings = excluded.error_findings, warning_findings = excluded.warning_findings,
    judged = excluded.judged, not_judged_reason = excluded.not_judged_reason,
    structure_score = excluded.structure_score, grounding_score = excluded.grounding_score,
    continuity_score = excluded.continuity_score, voice_safety_score = excluded.voice_safety_score,
    empathy_score = excluded.empathy_score, clarity_score = excluded.clarity_score,
    appropriateness_score = excluded.appropriateness_score, brand_voice_score = excluded.brand_voice_score,
    domain_score = excluded.domain_score, total_turns = excluded.total_turns,
    total_sentences = excluded.total_sentences, total_indicators = excluded.total_indicators,
    total_quotes = excluded.total_quotes, total_rationales = excluded.total_rationales,
    required_parts_present = excluded.required_parts_present, required_fields_rate = excluded.required_fields_rate,
    indicators_per_turn = excluded.indicators_per_turn, quotes_per_turn = excluded.quotes_per_turn,
    rationales_per_sentence = excluded.rationales_per_sentence, quote_grounding_rate = excluded.quote_grounding_rate,
    phrase_grounding_rate = excluded.phrase_grounding_rate, sentence_coverage_rate = excluded.sentence_coverage_rate,
    grounding_rate = excluded.grounding_rate, arc_followed = excluded.arc_followed,
    scorer_version = excluded.scorer_version, score_parts = excluded.score_parts;
end
$$;
revoke all on function public.conversation_write_metrics(text, public.quality_metrics) from public, anon, authenticated, service_role;
grant execute on function public.conversation_write_metrics(text, public.quality_metrics) to service_role;
comment on function public.conversation_write_metrics(text, public.quality_metrics) is
  'Writes the metrics of a conversation, over those it may have.';

create function public.fail_item(
  p_item_id uuid, p_lease_token uuid, p_code text, p_message text, p_hint text, p_retry boolean,
  p_draft jsonb default null
)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  job record;
  item public.generation_job_items;
  lease record;
  fate text;
  again_at timestamptz;
begin
  select j.* into job from public.generation_jobs j
    where j.id = (select i.job_id from public.generation_job_items i where i.id = p_item_id) for no key update;
  select * into item from public.generation_job_items i where i.id = p_item_id for update;
  select * into lease from public.generation_leases l
    where l.item_id = p_item_id and l.lease_token = p_lease_token for update;
  if lease.id is null or lease.end_reason in ('expired', 'released') then
    return jsonb_build_object('answer', 'fenced');
  elsif lease.end_reason = 'cancelled' then
    return jsonb_build_object('answer', 'cancelled');
  elsif lease.ended_at is not null then
    return jsonb_build_object('answer', 'already_ended', 'status', item.status);
  end if;
  perform public.generation_as_worker(lease.worker);
  if p_draft is not null then
    insert into public.generation_drafts (conversation_id, attempt, error_code, error_message, draft, item_id)
    values (item.conversation_id, item.attempt, coalesce(p_code, 'failed'), coalesce(p_message, ''), p_draft, item.id);
  end if;
  fate := case when job.status = 'cancelled' then 'cancelled' when not coalesce(p_retry, false) then 'failed'
    when item.attempt >= 3 then 'dead' else 'queued' end;
  -- Backoff: about 5 s after the first attempt, 20 s after the second.
  again_at := clock_timestamp() + make_interval(secs => 5 * 4 ^ (item.attempt - 1) * (0.8 + 0.4 * random()));
  perform public.generation_item_move(item, fate,
    case fate when 'queued' then 'requeued' else fate end,
    case when fate <> 'cancelled' then coalesce(p_code, 'failed') end,
    case when fate <> 'cancelled' then coalesce(p_message, 'It failed and did not say why.') end,
    p_hint, case when fate = 'queued' then again_at end);
  if fate <> 'cancelled' then
    insert into public.generation_events (level, stage, conversation_id, message, job_id)
    values (case fate when 'queued' then 'warning' else 'error' end, fate, item.conversation_id,
      left(format('Attempt %s of 3 failed (%s): %s%s', item.attempt, coalesce(p_code, 'failed'), p_message,
        case fate when 'queued' then '; it is tried again at '
          || to_char(again_at at time zone 'UTC', 'HH24:MI:SS') || ' UTC' else '' end), 4000), item.job_id);
  end if;
  perform public.generation_job_refresh(job.id);
  return jsonb_build_object('answer', fate, 'available_at', case when fate = 'queued' then again_at end);
end
$$;
revoke all on function public.fail_item(uuid, uuid, text, text, text, boolean, jsonb) from public, anon, authenticated, service_role;
grant execute on function public.fail_item(uuid, uuid, text, text, text, boolean, jsonb) to service_role;
comment on function public.fail_item(uuid, uuid, text, text, text, boolean, jsonb) is
  'Ends a run of an item without a text; p_retry queues it again with a backoff until three attempts are spent. A draft is kept in generation_drafts. Returns {answer: queued, failed, dead, cancelled, fenced or already_ended}.';

insert into public.training_schema_versions (version, name) values ('20261122001500', 'save_and_fail');
