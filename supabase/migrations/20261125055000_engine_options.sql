-- What a client may ask of the whole engine: a judge, message batches, an earlier text to start from, words to add.
--
-- Invariant: as before, what is not understood is refused with the allowed values in the detail; and nobody is
-- judged by the model that wrote the text unless that is allowed by name.

create function public.generation_option_defaults()
returns jsonb
language sql immutable
set search_path = ''
as $$
  select '{"existing": "refuse", "replace_approved": false, "preset": "balanced", "max_concurrency": 5,
    "judge": false, "judge_same_model": false}'::jsonb
$$;
revoke all on function public.generation_option_defaults() from public, anon, authenticated, service_role;
comment on function public.generation_option_defaults() is
  'The values of the options of a job that are left out; delivery without one is each stage''s own, by the preset.';

create or replace function public.generation_job_options(p_options jsonb, p_job_type text)
returns jsonb
language plpgsql stable
set search_path = ''
as $$
declare
  allowed constant text[] := array['existing', 'replace_approved', 'filter', 'preset', 'models', 'delivery',
    'max_concurrency', 'judge', 'judge_same_model', 'from_stage', 'guidance'];
  filters constant text[] := array['dataset_id', 'tier', 'template_id', 'persona_type'];
  given jsonb := coalesce(p_options, '{}');
  unknown jsonb;
  entry record;
  flag text;
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
  if given ? 'delivery' and given -> 'delivery' not in ('"live"', '"message_batch"') then
    perform public.generation_option_wrong('delivery', 'live or message_batch', given -> 'delivery');
  end if;
  foreach flag in array array['judge', 'judge_same_model'] loop
    if given ? flag and jsonb_typeof(given -> flag) <> 'boolean' then
      perform public.generation_option_wrong(flag, 'true or false', given -> flag);
    end if;
  end loop;
  if given ? 'from_stage' and given -> 'from_stage' not in ('"annotate"', '"judge"', '"validate"') then
    perform public.generation_option_wrong('from_stage', 'annotate, judge or validate', given -> 'from_stage');
  elsif given ? 'from_stage' and coalesce(given ->> 'existing', 'replace') <> 'replace' then
    perform public.generation_refuse('22023',
      'options.from_stage works on a text that exists, so options.existing can only be replace.',
      'Leave existing out.', '{"option": "existing", "allowed": ["replace"]}');
  elsif given ->> 'from_stage' = 'judge' and given -> 'judge' = 'false' then
    perform public.generation_refuse('22023', 'options.from_stage = judge has nothing to do when options.judge is false.',
      'Leave judge out, or choose another from_stage.', '{"option": "judge", "allowed": [true]}');
  end if;
  if given ? 'guidance' and (jsonb_typeof(given -> 'guidance') <> 'string'
    or length(trim(given ->> 'guidance')) not between 1 and 4000) then
    perform public.generation_option_wrong('guidance', 'a text of 1 to 4,000 characters', given -> 'guidance');
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

  return public.generation_option_defaults() || given
    || case when given ? 'from_stage' then '{"existing": "replace"}' else '{}' end::jsonb
    || case when given ? 'max_concurrency' -- 5.0 is 5
      then jsonb_build_object('max_concurrency', (given ->> 'max_concurrency')::numeric::integer) else '{}' end;
end
$$;
revoke all on function public.generation_job_options(jsonb, text) from public, anon, authenticated, service_role;
comment on function public.generation_job_options(jsonb, text) is
  'The options of a job, checked (22023 for an unknown key, a wrong type or value) and with defaults filled in.';

create or replace function public.generation_job_models(p_options jsonb)
returns jsonb
language plpgsql stable
set search_path = ''
as $$
declare
  presets constant jsonb := '{
    "best": {"dialogue": {"model": "claude-opus-5-5", "effort": "medium", "delivery": "live"},
             "annotate": {"model": "claude-sonnet-5-5", "effort": "low", "delivery": "live"},
             "repair": {"model": "claude-sonnet-5-5", "effort": "low", "delivery": "live"},
             "judge": {"model": "claude-sonnet-5-5", "effort": "medium", "delivery": "live"}},
    "balanced": {"dialogue": {"model": "claude-sonnet-5-5", "effort": "low", "delivery": "live"},
                 "annotate": {"model": "claude-haiku-5-5", "effort": "low", "delivery": "live"},
                 "repair": {"model": "claude-haiku-5-5", "effort": "low", "delivery": "live"},
                 "judge": {"model": "claude-opus-5-5", "effort": "low", "delivery": "live"}},
    "cheapest": {"dialogue": {"model": "claude-haiku-5-5", "effort": "low", "delivery": "message_batch"},
                 "annotate": {"model": "claude-haiku-5-5", "effort": "low", "delivery": "message_batch"},
                 "repair": {"model": "claude-haiku-5-5", "effort": "low", "delivery": "live"},
                 "judge": {"model": "claude-sonnet-5-5", "effort": "low", "delivery": "message_batch"}}}';
  models jsonb := presets -> (p_options ->> 'preset');
  entry record;
  choice jsonb;
begin
  if p_options ? 'models' and jsonb_typeof(p_options -> 'models') <> 'object' then
    perform public.generation_option_wrong('models', 'an object of stages', p_options -> 'models');
  end if;
  for entry in select m.key, m.value from jsonb_each(coalesce(p_options -> 'models', '{}')) m loop
    if not models ? entry.key then
      perform public.generation_refuse('22023', format('Unknown stage: %s.', entry.key),
        'Stages are dialogue, annotate, repair and judge.',
        jsonb_build_object('unknown', jsonb_build_array(entry.key), 'unknown_options', jsonb_build_array(entry.key),
          'allowed', '["dialogue", "annotate", "repair", "judge"]'::jsonb));
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
  if p_options ? 'delivery' then
    select jsonb_object_agg(m.key, m.value || jsonb_build_object('delivery', p_options -> 'delivery')) into models
      from jsonb_each(models) m;
  end if;
  if p_options -> 'judge' is distinct from 'true' then
    return models - 'judge';
  elsif models #> '{judge,model}' = models #> '{dialogue,model}'
    and p_options -> 'judge_same_model' is distinct from 'true' then
    perform public.generation_refuse('22023',
      format('The judge would be the model that writes the dialogue: %s.', models #>> '{judge,model}'),
      'Choose another for models.judge, set options.judge_same_model to true to allow it, or options.judge to false.',
      jsonb_build_object('option', 'models.judge', 'got', models #> '{judge,model}'));
  end if;
  return models;
end
$$;
revoke all on function public.generation_job_models(jsonb) from public, anon, authenticated, service_role;
grant execute on function public.generation_job_models(jsonb) to service_role;
comment on function public.generation_job_models(jsonb) is
  'Model, effort and delivery of each stage: the preset''s, with options.models and options.delivery laid over it; judge only where the job has one (22023 for an unknown stage, a model without a price, a judge that is the writer).';

comment on column public.generation_calls.stage is 'dialogue, annotate, repair or judge.';

insert into public.training_schema_versions (version, name, grants_fingerprint)
values ('20261125055000', 'engine_options', public.generation_grants_fingerprint());
