-- What was spent, day by day, and a conversation as one reads it; and the fingerprint of all grants, anew.
--
-- Invariants: the sum of spend_by_day is the ledger's; what the simulator's calls would have cost stands in rows of
-- its own; a call whose cost never became known counts with its reservation; the fingerprint covers every object
-- of this schema, views and training_private included, and no object of somebody's app beside it.

create view public.spend_by_day with (security_invoker = true) as
select
  (k.opened_at at time zone 'UTC')::date as day, k.model, k.stage,
  count(*) as calls,
  sum(k.cost_usd) as settled_usd,
  coalesce(sum(k.reserved_usd) filter (where k.cost_usd is null), 0) as reserved_usd,
  coalesce(sum(k.input_tokens), 0) as input_tokens,
  coalesce(sum(k.output_tokens), 0) as output_tokens,
  coalesce(sum(k.cache_read_tokens), 0) as cache_read_tokens,
  coalesce(sum(k.cache_write_5m_tokens), 0) as cache_write_5m_tokens,
  coalesce(sum(k.cache_write_1h_tokens), 0) as cache_write_1h_tokens,
  coalesce(sum(k.thinking_tokens), 0) as thinking_tokens,
  count(*) filter (where k.outcome <> 'succeeded') as unsuccessful_calls,
  count(*) filter (where k.settled_at is null) as open_calls,
  round(avg(k.milliseconds) / 1000, 1) as average_seconds,
  k.generation_method
from public.generation_calls k
group by (k.opened_at at time zone 'UTC')::date, k.model, k.stage, k.generation_method;
revoke all on table public.spend_by_day from public, anon, authenticated, service_role;
grant select on table public.spend_by_day to authenticated, service_role;

create view public.conversation_transcript with (security_invoker = true) as
select
  t.conversation_id, t.turn_number, t.user_input, t.target_response,
  e.primary_emotion, e.intensity, s.primary_strategy,
  coalesce(f.findings, 0) as findings,
  coalesce(f.error_findings, 0) as error_findings,
  format('%s: %s', coalesce(c.persona_name, 'Client'), t.user_input) || e'\n\n'
    || format('%s: %s', coalesce(d.profile #>> '{consultant,name}', 'Consultant'), t.target_response) as transcript,
  e.previous_emotion, e.intensity_change, e.valence, s.tone_selection, s.pacing, t.user_intent, t.difficulty_level,
  t.key_learning_objective, t.user_word_count, t.response_word_count, t.sentence_count, e.indicator_count,
  e.quote_count, b.rationales, t.turn_id, c.revision, c.generation_method, c.quality_score, c.persona_name,
  c.dataset_id
from public.training_turns t
join public.training_conversations c on c.conversation_id = t.conversation_id
join public.training_datasets d on d.dataset_id = c.dataset_id
left join public.emotional_context e on e.turn_id = t.turn_id
left join public.response_strategies s on s.turn_id = t.turn_id
left join lateral (
  select sum(jsonb_array_length(r.word_choice_rationale)) as rationales
  from public.response_breakdowns r where r.turn_id = t.turn_id
) b on true
left join lateral (
  select count(*) as findings, count(*) filter (where q.severity = 'error') as error_findings
  from public.quality_findings q
  where q.conversation_id = t.conversation_id and q.revision = c.revision and q.turn_number = t.turn_number
) f on true;
revoke all on table public.conversation_transcript from public, anon, authenticated, service_role;
grant select on table public.conversation_transcript to authenticated, service_role;

comment on view public.spend_by_day is 'The ledger added up by UTC day, model and stage: calls, tokens by kind, US dollars settled and reserved.';
comment on column public.spend_by_day.day is 'UTC day on which the calls were opened.';
comment on column public.spend_by_day.model is 'The model asked.';
comment on column public.spend_by_day.stage is 'generation_calls.stage.';
comment on column public.spend_by_day.calls is 'Calls opened, whatever became of them.';
comment on column public.spend_by_day.settled_usd is 'What the settled calls cost, US dollars; null when the cost of none is known.';
comment on column public.spend_by_day.reserved_usd is 'The most the calls of unknown cost can have cost, US dollars; what was spent lies between settled_usd and both together.';
comment on column public.spend_by_day.input_tokens is 'Uncached input tokens, of the calls that reported them.';
comment on column public.spend_by_day.output_tokens is 'Output tokens, thinking included, of the calls that reported them.';
comment on column public.spend_by_day.cache_read_tokens is 'Tokens read from the cache, of the calls that reported them.';
comment on column public.spend_by_day.cache_write_5m_tokens is 'Tokens written to the 5-minute cache, of the calls that reported them.';
comment on column public.spend_by_day.cache_write_1h_tokens is 'Tokens written to the 1-hour cache, of the calls that reported them.';
comment on column public.spend_by_day.thinking_tokens is 'Thinking tokens, part of output_tokens, of the calls that reported them.';
comment on column public.spend_by_day.unsuccessful_calls is 'Calls settled with another outcome than succeeded.';
comment on column public.spend_by_day.open_calls is 'Calls not settled: under way, or cut off with nobody to say what they cost.';
comment on column public.spend_by_day.average_seconds is 'Mean seconds of a settled call; null while none is settled.';
comment on column public.spend_by_day.generation_method is 'claude_api, claude_batch or simulated. The dollars of simulated calls were never paid: leave them out of a sum.';

comment on view public.conversation_transcript is 'A conversation as one reads it: a row per turn with the figures of that turn. Filter by conversation_id, order by turn_number.';
comment on column public.conversation_transcript.conversation_id is 'training_turns.conversation_id.';
comment on column public.conversation_transcript.turn_number is 'training_turns.turn_number.';
comment on column public.conversation_transcript.user_input is 'What the client writes.';
comment on column public.conversation_transcript.target_response is 'The answer a model shall learn.';
comment on column public.conversation_transcript.primary_emotion is 'emotional_context.primary_emotion; null when the turn has none.';
comment on column public.conversation_transcript.intensity is 'emotional_context.intensity, 0 to 1; null when the turn has none.';
comment on column public.conversation_transcript.primary_strategy is 'response_strategies.primary_strategy; null when the turn has none.';
comment on column public.conversation_transcript.findings is 'Findings about this turn in the text there is.';
comment on column public.conversation_transcript.error_findings is 'Of them errors.';
comment on column public.conversation_transcript.transcript is 'Both messages with their speakers'' names, ready to paste.';
comment on column public.conversation_transcript.previous_emotion is 'emotional_context.previous_emotion; null in the first turn.';
comment on column public.conversation_transcript.intensity_change is 'emotional_context.intensity_change, -1 to 1; null in the first turn.';
comment on column public.conversation_transcript.valence is 'emotional_context.valence.';
comment on column public.conversation_transcript.tone_selection is 'response_strategies.tone_selection.';
comment on column public.conversation_transcript.pacing is 'response_strategies.pacing.';
comment on column public.conversation_transcript.user_intent is 'training_turns.user_intent.';
comment on column public.conversation_transcript.difficulty_level is 'training_turns.difficulty_level.';
comment on column public.conversation_transcript.key_learning_objective is 'training_turns.key_learning_objective.';
comment on column public.conversation_transcript.user_word_count is 'Words of user_input; null when not counted.';
comment on column public.conversation_transcript.response_word_count is 'Words of target_response; null when not counted.';
comment on column public.conversation_transcript.sentence_count is 'Sentences of target_response; null when not counted.';
comment on column public.conversation_transcript.indicator_count is 'emotional_context.indicator_count.';
comment on column public.conversation_transcript.quote_count is 'emotional_context.quote_count.';
comment on column public.conversation_transcript.rationales is 'Word-choice rationales of all sentences; null when the turn has no breakdown.';
comment on column public.conversation_transcript.turn_id is 'training_turns.turn_id.';
comment on column public.conversation_transcript.revision is 'training_conversations.revision.';
comment on column public.conversation_transcript.generation_method is 'training_conversations.generation_method; simulated texts are for show.';
comment on column public.conversation_transcript.quality_score is 'training_conversations.quality_score of the whole conversation, 1 to 5.';
comment on column public.conversation_transcript.persona_name is 'training_conversations.persona_name.';
comment on column public.conversation_transcript.dataset_id is 'training_conversations.dataset_id.';

-- Relations are ours by the beginnings the project keeps for its tables, views and functions beside them by name.
create or replace function public.generation_grants_fingerprint()
returns text
language sql stable
set search_path = ''
as $$
  with relation as (
    select c.oid, c.relowner, c.relacl, c.relrowsecurity,
      case when c.relnamespace = 'public'::regnamespace then '' else 'training_private.' end || c.relname as name,
      case when c.relkind = 'v' then coalesce(array_to_string(c.reloptions, ' '), '') else '' end as options
    from pg_catalog.pg_class c
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'v', 'm', 'p', 'f') and (
      n.nspname = 'training_private' or n.nspname = 'public' and (
        c.relname ~ '^(training|conversation|generation|quality|response|emotional)_'
        or c.relname in ('job_progress', 'dataset_overview', 'spend_by_day', 'template_performance')))
  )
  select encode(sha256(convert_to(coalesce(string_agg(g.line, e'\n' order by g.line collate "C"), ''), 'UTF8')), 'hex')
  from (
    select format('table %s %s %s %s %s', r.name, a.grantee::regrole, a.privilege_type, r.relrowsecurity, r.options) as line
    from relation r cross join lateral pg_catalog.aclexplode(r.relacl) a
    where a.grantee <> r.relowner
    union all
    select format('column %s.%s %s %s', r.name, t.attname, a.grantee::regrole, a.privilege_type)
    from relation r
    join pg_catalog.pg_attribute t on t.attrelid = r.oid and t.attnum > 0 and t.attacl is not null
    cross join lateral pg_catalog.aclexplode(t.attacl) a
    where a.grantee <> r.relowner
    union all
    select format('function %s %s %s', p.oid::regprocedure, a.grantee::regrole, a.privilege_type)
    from pg_catalog.pg_proc p
    cross join lateral pg_catalog.aclexplode(coalesce(p.proacl, pg_catalog.acldefault('f', p.proowner))) a
    where a.grantee <> p.proowner and (
      p.pronamespace = 'public'::regnamespace and (
        p.proname ~ '^(training|conversation|generation|quality)_'
        or p.proname in ('claim_generation_items', 'heartbeat_items', 'save_conversation', 'fail_item',
          'release_items', 'reap_expired_items', 'open_call', 'settle_call', 'check_generation_history')))
    union all
    select format('policy %s %s %s %s', p.tablename, p.policyname, p.cmd, p.roles)
    from pg_catalog.pg_policies p where p.schemaname = 'public'
      and p.tablename ~ '^(training|conversation|generation|quality|response|emotional)_'
    union all
    select format('schema training_private %s %s', a.grantee::regrole, a.privilege_type)
    from pg_catalog.pg_namespace n cross join lateral pg_catalog.aclexplode(n.nspacl) a
    where n.nspname = 'training_private' and a.grantee <> n.nspowner
  ) g
$$;
comment on function public.generation_grants_fingerprint() is
  'SHA-256 over all grants and policies of this schema''s objects, views and training_private included, in hex: differs when somebody changed them.';

insert into public.training_schema_versions (version, name, grants_fingerprint)
values ('20261125020300', 'spend_and_transcript', public.generation_grants_fingerprint());
