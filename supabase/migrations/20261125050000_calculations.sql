-- The sums an answer states, declared beside it, so that code can work them out again.
--
-- Invariants: each sum is an object of three texts, the result as the answer writes it, the expression and what it
-- means; it is written with its turn, whole, by a save or an import, and a turn that declares none holds an empty list.

alter table public.training_turns
  add column calculations jsonb not null default '[]' check (
    case when jsonb_typeof(calculations) = 'array'
      then jsonb_array_length(calculations) = jsonb_array_length(jsonb_path_query_array(calculations,
        'strict $[*] ? (@.type() == "object" && @.result.type() == "string" && @.expression.type() == "string"
          && @.meaning.type() == "string")'))
      else false
    end);
comment on column public.training_turns.calculations is
  'List of {result, expression, meaning}: the sums the answer states. result is written as in target_response, expression is arithmetic over plain numbers; empty when there are none or an import does not say.';

create or replace function public.conversation_write_turns(p_conversation_id text, p_turns jsonb)
returns void
language plpgsql
set search_path = ''
as $$
begin
  insert into public.training_turns (
    turn_id, conversation_id, turn_number, user_input, target_response, calculations, user_intent,
    response_structure_type, difficulty_level, key_learning_objective, system_prompt, user_word_count,
    response_word_count, sentence_count,
    positive_indicators, neutral_indicators, negative_indicators, demonstrates_skills, emotional_progression_target,
    quality, extras)
  select p_conversation_id || '_turn' || t.turn_number, p_conversation_id, t.turn_number, t.user_input,
    t.target_response, coalesce(t.calculations, '[]'), t.user_intent, t.response_structure_type,
    t.difficulty_level, t.key_learning_objective,
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

-- What an answer states has to have ground as well.
comment on column public.quality_metrics.grounding_rate is 'Quotes, phrases, sentences and figures together, 0 to 1.';

-- Names make the grants of one database comparable with another's, so schemas are left out of them.
insert into public.training_schema_versions (version, name, grants_fingerprint)
values ('20261125050000', 'calculations', public.generation_grants_fingerprint());
