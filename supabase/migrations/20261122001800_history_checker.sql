-- What must be true of the history at any time, whatever faults were survived: one function that finds what is not.
-- Run after every test and soak, and by rapport doctor.
--
-- Invariants checked: moves are legal and unbroken; one end per item and run of attempts; one accepted result per
-- item; no overlapping leases; three attempts at most; nothing running long past its lease; live items in live jobs;
-- counters equal items; costs equal the ledger; no half-saved conversation; nothing received paid for twice.

create function public.generation_check_moves()
returns table (rule text, subject text, message text)
language sql stable
set search_path = ''
as $$
  with moves as (
    select t.*, lag(t.to_status) over (partition by t.thing_id order by t.id) as previous,
      lead(t.id) over (partition by t.thing_id order by t.id) is null as latest,
      sum((t.from_status in ('failed', 'dead') and t.to_status = 'queued')::integer)
        over (partition by t.thing_id order by t.id) as run
    from public.generation_transitions t
  )
  select 'legal_move', m.thing || ' ' || m.subject, format('moved from %s to %s', m.from_status, m.to_status)
  from moves m
  where m.from_status is not null and not public.generation_move_allowed(m.thing, m.from_status, m.to_status)
  union all
  select 'unbroken_history', m.thing || ' ' || m.subject,
    format('left %s while it was %s', coalesce(m.from_status, 'nothing'), coalesce(m.previous, 'not born'))
  from moves m where m.from_status is distinct from m.previous
  union all
  select 'history_matches', m.thing || ' ' || m.subject, format('is %s, its history says %s', s.status, m.to_status)
  from moves m
  join (
    select j.id, j.status from public.generation_jobs j
    union all select i.id, i.status from public.generation_job_items i
    union all select c.id, c.generation_status from public.training_conversations c
  ) s on s.id = m.thing_id
  where m.latest and s.status <> m.to_status
  union all
  select 'has_history', s.thing || ' ' || s.subject, format('is %s, and no move of it is known', s.status)
  from (
    select 'job' as thing, j.job_number::text as subject, j.id, j.status from public.generation_jobs j
    union all select 'item' as thing, i.conversation_id, i.id, i.status from public.generation_job_items i
    union all select 'conversation' as thing, c.conversation_id, c.id, c.generation_status from public.training_conversations c
  ) s
  where not exists (select 1 from public.generation_transitions t where t.thing_id = s.id)
  union all
  select 'one_end', 'item ' || min(m.subject), format('ended %s times in one run', count(*))
  from moves m
  where m.thing = 'item' and m.to_status in ('completed', 'failed', 'dead', 'cancelled')
  group by m.thing_id, m.run having count(*) > 1
$$;
revoke all on function public.generation_check_moves() from public, anon, authenticated, service_role;
grant execute on function public.generation_check_moves() to service_role;
comment on function public.generation_check_moves() is
  'History checker: illegal, broken or missing moves, statuses the history does not know, items that ended twice.';

create function public.generation_check_leases()
returns table (rule text, subject text, message text)
language sql stable
set search_path = ''
as $$
  with held as (
    select l.*, i.conversation_id || ' of job #' || i.job_number as what, i.status, i.attempt as item_attempt,
      lead(l.claimed_at) over (partition by l.item_id order by l.claimed_at) as next_claim
    from public.generation_leases l join public.generation_job_items i on i.id = l.item_id
  )
  select 'one_result', h.what, format('%s results were accepted', count(*))
  from held h where h.end_reason = 'saved' group by h.item_id, h.what having count(*) > 1
  union all
  select 'result_has_lease', i.conversation_id || ' of job #' || i.job_number, 'is completed, but no lease saved it'
  from public.generation_job_items i
  where i.status = 'completed' and not exists (
    select 1 from public.generation_leases l where l.item_id = i.id and l.end_reason = 'saved')
  union all
  select 'leases_apart', h.what, format('was claimed at %s while worker %s held it', h.next_claim, h.worker)
  from held h where h.next_claim < coalesce(h.ended_at, 'infinity')
  union all
  select 'three_attempts', h.what, format('was run %s times', count(*))
  from held h
  where h.end_reason is distinct from 'released' and h.claimed_at > coalesce((
    select max(t.at) from public.generation_transitions t
    where t.thing_id = h.item_id and t.from_status in ('failed', 'dead') and t.to_status = 'queued'), '-infinity')
  group by h.item_id, h.what, h.item_attempt having count(*) > 3 or count(*) <> h.item_attempt
  union all
  select 'not_running_past_lease', h.what, format('worker %s was last heard at %s and nobody took it back', h.worker, h.heartbeat_at)
  from held h where h.ended_at is null and h.expires_at < clock_timestamp() - interval '30 seconds'
  union all
  select 'running_is_held', i.conversation_id || ' of job #' || i.job_number,
    format('is %s, live leases: %s', i.status, count(l.id))
  from public.generation_job_items i
  left join public.generation_leases l on l.item_id = i.id and l.ended_at is null
  group by i.id having count(l.id) <> (i.status = 'running')::integer
  union all
  select 'call_under_lease', c.stage || ' of ' || i.conversation_id || ', job #' || i.job_number,
    format('worker %s opened it at %s without a lease', c.worker, c.opened_at)
  from public.generation_calls c join public.generation_job_items i on i.id = c.item_id
  where not exists (
    select 1 from public.generation_leases l
    where l.item_id = c.item_id and l.worker = c.worker and l.attempt = c.attempt
      and c.opened_at between l.claimed_at and coalesce(l.ended_at, 'infinity'))
$$;
revoke all on function public.generation_check_leases() from public, anon, authenticated, service_role;
grant execute on function public.generation_check_leases() to service_role;
comment on function public.generation_check_leases() is
  'History checker: results accepted twice or by nobody, overlapping or forgotten leases, attempts beyond three, calls without a lease.';

create function public.generation_check_totals()
returns table (rule text, subject text, message text)
language sql stable
set search_path = ''
as $$
  with items as (
    select i.job_id, count(*) as total, count(*) filter (where i.status = 'completed') as completed,
      count(*) filter (where i.status in ('failed', 'dead')) as failed,
      count(*) filter (where i.status = 'cancelled') as cancelled,
      count(*) filter (where i.status in ('running', 'waiting_batch')) as at_work,
      count(*) filter (where i.status = 'queued') as queued,
      round(avg(i.quality_score) filter (where i.status = 'completed'), 2) as quality
    from public.generation_job_items i group by i.job_id
  ), spent as (
    select c.job_id, sum(c.cost_usd) as cost, sum(c.reserved_usd) filter (where c.cost_usd is null) as reserved
    from public.generation_calls c group by c.job_id
  )
  select 'counters_equal_items', 'job ' || j.job_number,
    format('says %s, %s, %s, %s of total, completed, failed, cancelled; its items say %s, %s, %s, %s',
      j.total_conversations, j.completed_conversations, j.failed_conversations, j.cancelled_conversations,
      coalesce(i.total, 0), coalesce(i.completed, 0), coalesce(i.failed, 0), coalesce(i.cancelled, 0))
  from public.generation_jobs j left join items i on i.job_id = j.id
  where (j.total_conversations, j.completed_conversations, j.failed_conversations, j.cancelled_conversations)
    <> (coalesce(i.total, 0), coalesce(i.completed, 0), coalesce(i.failed, 0), coalesce(i.cancelled, 0))
    or j.average_quality_score is distinct from i.quality
  union all
  -- While items are at work the row may be a call behind, never ahead.
  select 'cost_equals_ledger', 'job ' || j.job_number,
    format('says %s spent, %s reserved; the ledger says %s and %s', j.cost_usd, j.reserved_usd, coalesce(s.cost, 0), coalesce(s.reserved, 0))
  from public.generation_jobs j left join items i on i.job_id = j.id left join spent s on s.job_id = j.id
  where case when coalesce(i.at_work, 0) > 0 then j.cost_usd > coalesce(s.cost, 0)
    else (j.cost_usd, j.reserved_usd) <> (coalesce(s.cost, 0), coalesce(s.reserved, 0)) end
  union all
  select 'item_cost_equals_ledger', i.conversation_id || ' of job #' || i.job_number,
    format('says %s, the ledger %s', i.cost_usd, coalesce(sum(c.cost_usd), 0))
  from public.generation_job_items i left join public.generation_calls c on c.item_id = i.id
  where i.status <> 'running' group by i.id having i.cost_usd <> coalesce(sum(c.cost_usd), 0)
  union all
  select 'ended_job_has_no_live_item', 'job ' || j.job_number, format('is %s with %s queued and %s at work', j.status, i.queued, i.at_work)
  from public.generation_jobs j join items i on i.job_id = j.id
  where (j.status in ('completed', 'failed') and i.queued + i.at_work > 0) or (j.status = 'cancelled' and i.queued > 0)
  union all
  select 'queued_job_is_idle', 'job ' || j.job_number, format('is queued with %s at work', i.at_work)
  from public.generation_jobs j join items i on i.job_id = j.id
  where j.status = 'queued' and i.at_work > 0
  union all
  select 'live_job_has_live_item', 'job ' || j.job_number, format('is %s with nothing left to do', j.status)
  from public.generation_jobs j left join items i on i.job_id = j.id
  where j.status in ('queued', 'in_progress', 'paused') and coalesce(i.queued + i.at_work, 0) = 0
  union all
  select 'ended_job_tells_how', 'job ' || j.job_number, format('is %s with %s completed', j.status, i.completed)
  from public.generation_jobs j join items i on i.job_id = j.id
  where (j.status = 'completed' and i.completed = 0) or (j.status = 'failed' and i.completed > 0)
$$;
revoke all on function public.generation_check_totals() from public, anon, authenticated, service_role;
grant execute on function public.generation_check_totals() to service_role;
comment on function public.generation_check_totals() is
  'History checker: counters that differ from items, costs that differ from the ledger, jobs whose end does not match their items.';

create function public.generation_check_conversations()
returns table (rule text, subject text, message text)
language sql stable
set search_path = ''
as $$
  with written as (
    select c.conversation_id, c.generation_status, c.turn_count, c.quality_score, c.revision, c.generation_method,
      count(t.turn_id) as turns, count(e.turn_id) as contexts, count(s.turn_id) as strategies,
      count(*) filter (where t.turn_id is not null and not exists (
        select 1 from public.response_breakdowns b where b.turn_id = t.turn_id)) as bare
    from public.training_conversations c
    left join public.training_turns t using (conversation_id)
    left join public.emotional_context e using (turn_id)
    left join public.response_strategies s using (turn_id)
    where c.generation_method in ('claude_api', 'claude_batch', 'simulated') and c.revision > 0
      and c.generation_status in ('generated', 'reviewed', 'approved')
    group by c.id
  )
  select 'saved_whole', w.conversation_id, format('%s turns, %s of them counted, %s contexts, %s strategies, %s without breakdown',
    w.turns, w.turn_count, w.contexts, w.strategies, w.bare)
  from written w
  where w.turns = 0 or w.turns <> w.turn_count or w.contexts <> w.turns or w.strategies <> w.turns or w.bare > 0
  union all
  select 'score_is_one', w.conversation_id, format('says %s, its metrics %s', w.quality_score, q.overall_score)
  from written w left join public.quality_metrics q using (conversation_id)
  where q.overall_score is distinct from w.quality_score
  union all
  select 'simulated_is_marked', c.conversation_id, 'was simulated and is ' || case when q.ready_for_training then 'ready for training' else 'approved' end
  from public.training_conversations c left join public.quality_metrics q using (conversation_id)
  where c.generation_method = 'simulated' and (q.ready_for_training or c.generation_status = 'approved')
  union all
  select 'in_progress_is_worked_on', c.conversation_id, 'is in progress, but no item is at work on it'
  from public.training_conversations c
  where c.generation_status = 'in_progress' and not exists (
    select 1 from public.generation_job_items i
    where i.conversation_id = c.conversation_id and i.status in ('running', 'waiting_batch'))
  union all
  select 'worked_on_is_in_progress', c.conversation_id, format('is planned, but job #%s is at work on it', i.job_number)
  from public.training_conversations c
  join public.generation_job_items i using (conversation_id)
  where c.generation_status = 'planned' and i.status in ('running', 'waiting_batch')
  union all
  select 'findings_are_of_the_text', c.conversation_id, format('is at revision %s, findings at %s', c.revision, f.revision)
  from (select distinct f.conversation_id, f.revision from public.quality_findings f) f
  join public.training_conversations c using (conversation_id)
  where f.revision <> c.revision
  union all
  -- The same request was paid again although its answer had been received, and was still kept.
  select 'not_paid_twice', a.conversation_id, format('%s of turn %s was asked again at %s, its answer known since %s', a.stage,
    coalesce(a.turn_number::text, '-'), b.opened_at, a.settled_at)
  from public.generation_calls a
  join public.generation_responses r on r.call_id = a.id
  join public.generation_calls b on b.conversation_id = a.conversation_id and b.revision = a.revision
    and b.stage = a.stage and b.request_hash = a.request_hash and b.draft_no = a.draft_no
    and b.turn_number is not distinct from a.turn_number and b.section is not distinct from a.section
    and b.generation_method = a.generation_method and b.opened_at > a.settled_at
  where a.outcome = 'succeeded'
$$;
revoke all on function public.generation_check_conversations() from public, anon, authenticated, service_role;
grant execute on function public.generation_check_conversations() to service_role;
comment on function public.generation_check_conversations() is
  'History checker: half-saved conversations, scores that differ, simulated ones that pass for real, conversations nobody works on, answers paid for twice.';

create function public.check_generation_history()
returns jsonb
language sql stable
set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('rule', v.rule, 'subject', v.subject, 'message', v.message)
    order by v.rule, v.subject), '[]')
  from (
    select * from public.generation_check_moves()
    union all select * from public.generation_check_leases()
    union all select * from public.generation_check_totals()
    union all select * from public.generation_check_conversations()
  ) v
$$;
revoke all on function public.check_generation_history() from public, anon, authenticated, service_role;
grant execute on function public.check_generation_history() to service_role;
comment on function public.check_generation_history() is
  'Every violation of the history''s invariants, as a list of {rule, subject, message}; empty when all is well.';

insert into public.training_schema_versions (version, name) values ('20261122001800', 'history_checker');
