-- Several calls are opened, or settled, in one request: a request costs a worker and a gateway more than the row does.
--
-- Invariants: what each call is answered is what it would have been answered alone; one that is refused or wrong leaves
-- the others as they are; the locks are taken in the order of one call's (budget, jobs in id order, items,
-- conversations, calls); a fault that may pass (a deadlock, a timeout) fails the request whole, so that it is asked again.

create function public.generation_told(p_state text, p_message text, p_hint text, p_detail text)
returns jsonb
language plpgsql
set search_path = ''
as $$
begin
  -- Serialisation, deadlock, locks, resources, shutdown: worker/jobs/patience.py asks again.
  if left(p_state, 2) in ('08', '40', '53', '55', '57') then
    raise exception using errcode = p_state, message = p_message, hint = coalesce(p_hint, ''), detail = coalesce(p_detail, '');
  end if;
  return jsonb_build_object('answer', 'error', 'code', p_state, 'message', p_message, 'hint', p_hint, 'details', p_detail);
end
$$;
revoke all on function public.generation_told(text, text, text, text) from public, anon, authenticated, service_role;
grant execute on function public.generation_told(text, text, text, text) to service_role;
comment on function public.generation_told(text, text, text, text) is
  'An error as one answer among several; one that may pass is raised again.';

create function public.generation_open_calls(p_calls jsonb)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  asked jsonb;
  answers jsonb[] := '{}';
  hint text;
  detail text;
begin
  perform public.generation_budget_today();
  perform public.generation_lock_jobs(coalesce((
    select array_agg(distinct i.job_id)
    from jsonb_array_elements(p_calls) c join public.generation_job_items i on i.id = (c ->> 'item_id')::uuid), '{}'));
  foreach asked in array array(select jsonb_array_elements(p_calls)) loop
    begin
      answers := answers || public.open_call(
        (asked ->> 'item_id')::uuid, (asked ->> 'lease_token')::uuid, asked -> 'call');
    exception when others then
      get stacked diagnostics hint = pg_exception_hint, detail = pg_exception_detail;
      answers := answers || public.generation_told(sqlstate, sqlerrm, hint, detail);
    end;
  end loop;
  return to_jsonb(answers);
end
$$;
revoke all on function public.generation_open_calls(jsonb) from public, anon, authenticated, service_role;
grant execute on function public.generation_open_calls(jsonb) to service_role;
comment on function public.generation_open_calls(jsonb) is
  'Opens several calls as open_call does, one after the other: takes a list of {item_id, lease_token, call}, returns a list of its answers in the same order; {answer: error, code, message, hint, details} for one that was wrong.';

create function public.generation_settle_calls(p_results jsonb)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  asked jsonb;
  answers jsonb[] := '{}';
  hint text;
  detail text;
begin
  perform public.generation_budget_today();
  perform public.generation_lock_jobs(coalesce((
    select array_agg(distinct k.job_id)
    from jsonb_array_elements(p_results) c join public.generation_calls k on k.id = (c ->> 'call_id')::uuid
    where k.job_id is not null), '{}'));
  foreach asked in array array(select jsonb_array_elements(p_results)) loop
    begin
      answers := answers || public.settle_call((asked ->> 'call_id')::uuid, asked -> 'result');
    exception when others then
      get stacked diagnostics hint = pg_exception_hint, detail = pg_exception_detail;
      answers := answers || public.generation_told(sqlstate, sqlerrm, hint, detail);
    end;
  end loop;
  return to_jsonb(answers);
end
$$;
revoke all on function public.generation_settle_calls(jsonb) from public, anon, authenticated, service_role;
grant execute on function public.generation_settle_calls(jsonb) to service_role;
comment on function public.generation_settle_calls(jsonb) is
  'Settles several calls as settle_call does, one after the other: takes a list of {call_id, result}, returns a list of its answers in the same order; {answer: error, code, message, hint, details} for one that was wrong.';

insert into public.training_schema_versions (version, name, grants_fingerprint)
values ('20261125090400', 'calls_together', public.generation_grants_fingerprint());
