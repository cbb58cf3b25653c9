-- What a client may ask of a job: options checked one by one, defaults filled in, models resolved.
--
-- Invariant: what is not understood is refused, with the allowed values in the detail; nothing is guessed.

create function public.generation_option_wrong(p_option text, p_expected text, p_value jsonb)
returns void
language sql
set search_path = ''
as $$
  select public.generation_refuse('22023',
    format('options.%s must be %s; got %s.', p_option, p_expected, left(coalesce(p_value::text, 'null'), 200)),
    'Correct the value, or leave the option out to have its default.',
    jsonb_build_object('option', p_option, 'expected', p_expected, 'got', p_value))
$$;
revoke all on function public.generation_option_wrong(text, text, jsonb) from public, anon, authenticated, service_role;
comment on function public.generation_option_wrong(text, text, jsonb) is 'Refuses the value of an option (22023).';

create function public.generation_job_options(p_options jsonb, p_job_type text)
returns jsonb
language plpgsql stable
set search_path = ''
as $$
declare
  allowed constant text[] := array['existing', 'replace_approved', 'filter', 'preset', 'models', 'delivery',
    'max_concurrency', 'judge'];
  filters constant text[] := array['dataset_id', 'tier', 'template_id', 'persona_type'];
  given jsonb := coalesce(p_options, '{}');
  unknown jsonb;
  entry record;
begin
  if jsonb_typeof(given) <> 'object' then
    perform public.generation_refuse('22023',
      format('options must be an object; got %s.', jsonb_typeof(given)),
      'Send for example {"existing": "skip"}, or leave options out.',
      jsonb_build_object('option', 'options', 'expected', 'an object', 'got', jsonb_typeof(given)));
  end if;
  select jsonb_agg(k order by k) into unknown from jsonb_object_keys(given) k where k <> all (allowed);
  if unknown is not null then
    perform public.generation_refuse('22023',
      format('Unknown option: %s.', (select string_agg(u, ', ') from jsonb_array_elements_text(unknown) u)),
      format('Options are %s.', array_to_string(allowed, ', ')),
      jsonb_build_object('unknown', unknown, 'unknown_options', unknown, 'allowed', to_jsonb(allowed)));
  end if;
  -- A null is a value left out.
  select coalesce(jsonb_object_agg(o.key, o.value), '{}') into given
    from jsonb_each(given) o where o.value <> 'null'::jsonb;

  if given ? 'existing' and given -> 'existing' not in ('"refuse"', '"skip"', '"replace"') then
    perform public.generation_option_wrong('existing', 'refuse, skip or replace', given -> 'existing');
  end if;
  if given ? 'replace_approved' and jsonb_typeof(given -> 'replace_approved') <> 'boolean' then
    perform public.generation_option_wrong('replace_approved', 'true or false', given -> 'replace_approved');
  end if;
  if given ? 'preset' and given -> 'preset' not in ('"best"', '"balanced"', '"cheapest"') then
    perform public.generation_option_wrong('preset', 'best, balanced or cheapest', given -> 'preset');
  end if;
  if given ? 'delivery' then
    if given -> 'delivery' not in ('"live"', '"message_batch"') then
      perform public.generation_option_wrong('delivery', 'live', given -> 'delivery');
    elsif given -> 'delivery' <> '"live"' then
      perform public.generation_refuse('22023', 'This version has no engine for options.delivery = message_batch.',
        'Leave delivery out: calls are made live.', '{"option": "delivery", "allowed": ["live"]}');
    end if;
  end if;
  if given ? 'judge' then
    if jsonb_typeof(given -> 'judge') <> 'boolean' then
      perform public.generation_option_wrong('judge', 'true or false', given -> 'judge');
    elsif given -> 'judge' = 'true' then
      perform public.generation_refuse('22023', 'This version has no engine for options.judge = true.',
        'Leave judge out: conversations are scored by code.', '{"option": "judge", "allowed": [false]}');
    end if;
  end if;
  if given ? 'max_concurrency' and (
    jsonb_typeof(given -> 'max_concurrency') <> 'number'
    or (given ->> 'max_concurrency')::numeric not between 1 and 100
    or (given ->> 'max_concurrency')::numeric <> trunc((given ->> 'max_concurrency')::numeric)
  ) then
    perform public.generation_option_wrong('max_concurrency', 'a whole number from 1 to 100', given -> 'max_concurrency');
  end if;

  if given ? 'filter' then
    if p_job_type <> 'process_all' then
      perform public.generation_refuse('22023', format('options.filter belongs to process_all, not to %s.', p_job_type),
        'List the conversations in target_conversation_ids, or use job_type process_all.',
        '{"option": "filter", "job_types": ["process_all"]}');
    elsif jsonb_typeof(given -> 'filter') <> 'object' then
      perform public.generation_option_wrong('filter', 'an object', given -> 'filter');
    end if;
    select jsonb_agg(k order by k) into unknown
      from jsonb_object_keys(given -> 'filter') k where k <> all (filters);
    if unknown is not null then
      perform public.generation_refuse('22023',
        format('Unknown filter: %s.', (select string_agg(u, ', ') from jsonb_array_elements_text(unknown) u)),
        format('Filters are %s.', array_to_string(filters, ', ')),
        jsonb_build_object('unknown', unknown, 'unknown_options', unknown, 'allowed', to_jsonb(filters)));
    end if;
    for entry in select f.key, f.value from jsonb_each(given -> 'filter') f loop
      if jsonb_typeof(entry.value) <> 'string' then
        perform public.generation_option_wrong('filter.' || entry.key, 'a text', entry.value);
      elsif not (case entry.key
        when 'dataset_id' then exists (
          select 1 from public.training_datasets d where d.dataset_id = entry.value #>> '{}')
        when 'template_id' then exists (
          select 1 from public.conversation_templates t where t.template_id = entry.value #>> '{}')
        when 'tier' then entry.value #>> '{}' in ('tier1_template', 'tier2_scenario', 'tier3_edge')
        else exists (
          select 1 from public.training_conversations c where c.persona_type = entry.value #>> '{}')
      end) then
        perform public.generation_refuse('22023', format('No %s is called %s.', entry.key, entry.value),
          'Correct the filter, or leave it out to take everything.',
          jsonb_build_object('option', 'filter.' || entry.key, 'unknown', jsonb_build_array(entry.value)));
      end if;
    end loop;
  end if;

  return jsonb_build_object('existing', 'refuse', 'replace_approved', false, 'preset', 'balanced', 'delivery', 'live',
    'max_concurrency', 5, 'judge', false) || given
    || case when given ? 'max_concurrency' -- 5.0 is 5
      then jsonb_build_object('max_concurrency', (given ->> 'max_concurrency')::numeric::integer) else '{}' end;
end
$$;
revoke all on function public.generation_job_options(jsonb, text) from public, anon, authenticated, service_role;
comment on function public.generation_job_options(jsonb, text) is
  'The options of a job, checked (22023 for an unknown key, a wrong type or value, an option without an engine) and with defaults filled in.';

create function public.generation_job_models(p_options jsonb)
returns jsonb
language plpgsql stable
set search_path = ''
as $$
declare
  presets constant jsonb := '{
    "best": {"dialogue": {"model": "claude-opus-5-5", "effort": "medium"},
             "annotate": {"model": "claude-sonnet-5-5", "effort": "low"},
             "repair": {"model": "claude-sonnet-5-5", "effort": "low"}},
    "balanced": {"dialogue": {"model": "claude-sonnet-5-5", "effort": "low"},
                 "annotate": {"model": "claude-haiku-5-5", "effort": "low"},
                 "repair": {"model": "claude-haiku-5-5", "effort": "low"}},
    "cheapest": {"dialogue": {"model": "claude-haiku-5-5", "effort": "low"},
                 "annotate": {"model": "claude-haiku-5-5", "effort": "low"},
                 "repair": {"model": "claude-haiku-5-5", "effort": "low"}}}';
  models jsonb := presets -> (p_options ->> 'preset');
  entry record;
  choice jsonb;
begin
  if not p_options ? 'models' then
    return models;
  elsif jsonb_typeof(p_options -> 'models') <> 'object' then
    perform public.generation_option_wrong('models', 'an object of stages', p_options -> 'models');
  end if;
  for entry in select m.key, m.value from jsonb_each(p_options -> 'models') m loop
    if not models ? entry.key then
      perform public.generation_refuse('22023', format('Unknown stage: %s.', entry.key),
        'Stages are dialogue, annotate and repair.',
        jsonb_build_object('unknown', jsonb_build_array(entry.key), 'unknown_options', jsonb_build_array(entry.key),
          'allowed', '["dialogue", "annotate", "repair"]'::jsonb));
    end if;
    choice := case jsonb_typeof(entry.value)
      when 'string' then jsonb_build_object('model', entry.value)
      when 'object' then entry.value end;
    if choice is null or jsonb_typeof(choice -> 'model') is distinct from 'string'
      or (choice ? 'effort' and coalesce(choice ->> 'effort', '') not in ('low', 'medium', 'high', 'xhigh', 'max'))
      or (choice - array['model', 'effort']) <> '{}' then
      perform public.generation_option_wrong('models.' || entry.key,
        'a model''s name or {"model", "effort"}, effort low, medium, high, xhigh or max', entry.value);
    elsif public.generation_price(choice ->> 'model', 'input', 0, clock_timestamp()) is null
      or public.generation_price(choice ->> 'model', 'output', 0, clock_timestamp()) is null then
      perform public.generation_refuse('22023', format('No price is known for the model %s.', choice ->> 'model'),
        'Choose a model of generation_prices, or add its prices there.',
        jsonb_build_object('option', 'models.' || entry.key, 'unknown', jsonb_build_array(choice -> 'model'),
          'allowed', (select jsonb_agg(distinct p.model) from public.generation_prices p)));
    end if;
    models := jsonb_set(models, array[entry.key], (models -> entry.key) || choice);
  end loop;
  return models;
end
$$;
revoke all on function public.generation_job_models(jsonb) from public, anon, authenticated, service_role;
grant execute on function public.generation_job_models(jsonb) to service_role;
comment on function public.generation_job_models(jsonb) is
  'Model and effort of each stage: the preset''s, with options.models laid over it (22023 for an unknown stage or a model without a price).';

insert into public.training_schema_versions (version, name) values ('20261122001000', 'job_options');
