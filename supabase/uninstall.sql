-- Takes Rapport out of a project: every table, view and function of ours with all that is stored in them, and
-- our rows in the Supabase CLI's history where it has any. Nothing else: it drops by name and never cascades, so a
-- view, foreign key, trigger or function of somebody else's that stands on ours stops it, is named, and nothing is
-- changed. One statement, so one transaction. Run it as postgres: rapport db uninstall, psql -f, or Studio's editor.
do $rapport_uninstall$
declare
  -- rendered from the catalogue by tests/integration/test_uninstall.py (RAPPORT_RENDER=1)
  newest constant text := '20261125190000';
  things constant text[] := array[
    'function public.check_generation_history()',
    'function public.claim_generation_items(text,integer,numeric,text,text[],integer)',
    'function public.conversation_approvable(text)',
    'function public.conversation_born_approved()',
    'function public.conversation_born_scored()',
    'function public.conversation_import_add(uuid,integer,jsonb,jsonb)',
    'function public.conversation_import_check(text,boolean,jsonb)',
    'function public.conversation_import_finish(uuid,jsonb,integer,jsonb)',
    'function public.conversation_import_others(text,text,jsonb)',
    'function public.conversation_import_undo(uuid)',
    'function public.conversation_import_write(public.conversation_import_parts,uuid,jsonb)',
    'function public.conversation_lookalikes(text,jsonb)',
    'function public.conversation_moves()',
    'function public.conversation_not_by_hand()',
    'function public.conversation_plan(public.training_conversations)',
    'function public.conversation_plan_guard()',
    'function public.conversation_reset(text[],boolean,text)',
    'function public.conversation_reset_clear()',
    'function public.conversation_review_state()',
    'function public.conversation_sketch(jsonb)',
    'function public.conversation_sketch_follow()',
    'function public.conversation_sketch_refresh(text[])',
    'function public.conversation_template_hash(public.conversation_templates)',
    'function public.conversation_template_keep()',
    'function public.conversation_template_prompts()',
    'function public.conversation_template_references()',
    'function public.conversation_template_stamp()',
    'function public.conversation_template_variables(text,boolean)',
    'function public.conversation_text(text)',
    'function public.conversation_text_config(text)',
    'function public.conversation_words_follow()',
    'function public.conversation_words_of(regconfig,text,text,text,text)',
    'function public.conversation_words_write(text[])',
    'function public.conversation_write_metrics(text,public.quality_metrics)',
    'function public.conversation_write_plan(public.training_conversations)',
    'function public.conversation_write_seed(jsonb)',
    'function public.conversation_write_turns(text,jsonb)',
    'function public.estimate_generation(jsonb,jsonb)',
    'function public.fail_item(uuid,uuid,text,text,text,boolean,jsonb)',
    'function public.generation_actor()',
    'function public.generation_as_worker(text)',
    'function public.generation_batch_abandon(text,uuid,text,text)',
    'function public.generation_batch_bodies(uuid,uuid,integer)',
    'function public.generation_batch_cancelling(text,uuid)',
    'function public.generation_batch_close(text,uuid,timestamp with time zone)',
    'function public.generation_batch_disown(text,uuid,text)',
    'function public.generation_batch_harvest(text,uuid,jsonb)',
    'function public.generation_batch_lock(text,uuid)',
    'function public.generation_batch_not_sent(text,uuid,text,text)',
    'function public.generation_batch_note(uuid)',
    'function public.generation_batch_rest(uuid,jsonb)',
    'function public.generation_batch_rounds(uuid,uuid)',
    'function public.generation_batch_sending(text,uuid)',
    'function public.generation_batch_settle(text,jsonb)',
    'function public.generation_batch_submitted(text,uuid,text,boolean)',
    'function public.generation_batch_tell(uuid,text,text)',
    'function public.generation_batch_trouble(text,uuid,text)',
    'function public.generation_batch_twice()',
    'function public.generation_batches_intend(text,boolean,numeric,numeric,integer,bigint)',
    'function public.generation_batches_leave(text)',
    'function public.generation_batches_look(text,text,numeric,numeric,integer,bigint)',
    'function public.generation_batches_withdraw(text)',
    'function public.generation_budget_changed()',
    'function public.generation_budget_check()',
    'function public.generation_budget_committed(public.generation_budget,boolean)',
    'function public.generation_budget_count(public.generation_budget,boolean,numeric,numeric)',
    'function public.generation_budget_resume()',
    'function public.generation_budget_sentence(uuid,numeric)',
    'function public.generation_budget_today(boolean)',
    'function public.generation_call_unfit(uuid,uuid,uuid,text,text)',
    'function public.generation_cap_check(numeric,boolean)',
    'function public.generation_check_batches()',
    'function public.generation_check_budget()',
    'function public.generation_check_conversations()',
    'function public.generation_check_leases()',
    'function public.generation_check_moves()',
    'function public.generation_check_totals()',
    'function public.generation_claim(text,integer,numeric,text,text[])',
    'function public.generation_clash(uuid,jsonb)',
    'function public.generation_cost(text,jsonb,boolean,timestamp with time zone)',
    'function public.generation_cost_assumed(text[],jsonb)',
    'function public.generation_cost_measured(jsonb)',
    'function public.generation_count(bigint,text)',
    'function public.generation_estimate(text[],jsonb)',
    'function public.generation_grants_fingerprint()',
    'function public.generation_health()',
    'function public.generation_item_move(public.generation_job_items,text,text,text,text,text,timestamp with time zone,boolean)',
    'function public.generation_item_moves()',
    'function public.generation_item_seconds(uuid)',
    'function public.generation_job_admit()',
    'function public.generation_job_cancel_items(uuid)',
    'function public.generation_job_candidates(text,text[],jsonb)',
    'function public.generation_job_check()',
    'function public.generation_job_control()',
    'function public.generation_job_counted(public.generation_jobs)',
    'function public.generation_job_dataset(text[],jsonb)',
    'function public.generation_job_expand()',
    'function public.generation_job_hold(uuid,text,numeric,text)',
    'function public.generation_job_models(jsonb)',
    'function public.generation_job_moves()',
    'function public.generation_job_options(jsonb,text)',
    'function public.generation_job_refresh(uuid)',
    'function public.generation_job_remark()',
    'function public.generation_job_removed()',
    'function public.generation_job_resolve(text,text,text[],jsonb)',
    'function public.generation_job_retry_items(public.generation_jobs)',
    'function public.generation_job_sent_twice(uuid)',
    'function public.generation_job_simulated(uuid)',
    'function public.generation_job_tally(public.generation_jobs)',
    'function public.generation_job_targets(text,jsonb)',
    'function public.generation_jobs_by_hand_begin()',
    'function public.generation_jobs_by_hand_end()',
    'function public.generation_kept_calls(uuid,uuid)',
    'function public.generation_live_workers()',
    'function public.generation_lock_jobs(uuid[])',
    'function public.generation_lock_many()',
    'function public.generation_move_allowed(text,text,text)',
    'function public.generation_not_by_hand()',
    'function public.generation_nothing_used()',
    'function public.generation_open_calls(jsonb)',
    'function public.generation_option_defaults()',
    'function public.generation_option_wrong(text,text,jsonb)',
    'function public.generation_price(text,text,bigint,timestamp with time zone)',
    'function public.generation_reap(uuid[])',
    'function public.generation_record_transition()',
    'function public.generation_refuse(text,text,text,jsonb)',
    'function public.generation_replay_call(uuid,uuid,jsonb)',
    'function public.generation_settle_calls(jsonb)',
    'function public.generation_snooze(text,jsonb,text,numeric)',
    'function public.generation_stage_call(uuid,uuid,uuid,text)',
    'function public.generation_staged(uuid)',
    'function public.generation_stages_asked(jsonb)',
    'function public.generation_thinking_assumed(text)',
    'function public.generation_to_a_millionth()',
    'function public.generation_tokens_assumed(integer,boolean,boolean)',
    'function public.generation_told(text,text,text,text)',
    'function public.generation_transitions_frozen()',
    'function public.generation_usd(numeric)',
    'function public.generation_versions()',
    'function public.generation_wait_for_batch(uuid,uuid)',
    'function public.generation_waits_sentence(uuid)',
    'function public.generation_worker_beat_now()',
    'function public.generation_worst_case(jsonb,boolean)',
    'function public.heartbeat_items(text,jsonb,numeric)',
    'function public.open_call(uuid,uuid,jsonb)',
    'function public.quality_metrics_never_simulated()',
    'function public.quality_metrics_never_unjudged()',
    'function public.quality_metrics_one_score()',
    'function public.reap_expired_items()',
    'function public.release_items(text,jsonb,text,numeric,text)',
    'function public.save_conversation(uuid,uuid,jsonb)',
    'function public.settle_call(uuid,jsonb)',
    'function public.training_plan_push(jsonb,boolean,boolean)',
    'function public.training_push_beyond(jsonb)',
    'function public.training_push_dataset(jsonb)',
    'function public.training_push_plan(jsonb)',
    'function public.training_push_seed(jsonb,boolean)',
    'function public.training_push_template(jsonb)',
    'function public.training_pushed(text,text,text,jsonb,text)',
    'function public.training_pushed_parts(text,text,jsonb,jsonb,jsonb)',
    'function public.training_text_id_frozen()',
    'function public.training_three_ways(text[],jsonb,jsonb)',
    'function public.training_touch_updated_at()',
    'function public.training_value_hash(jsonb)',
    'schema training_private',
    'table public.conversation_import_parts',
    'table public.conversation_sketches',
    'table public.conversation_sources',
    'table public.conversation_template_versions',
    'table public.conversation_templates',
    'table public.conversation_words',
    'table public.emotional_context',
    'table public.generation_batch_requests',
    'table public.generation_batches',
    'table public.generation_budget',
    'table public.generation_calls',
    'table public.generation_drafts',
    'table public.generation_events',
    'table public.generation_job_items',
    'table public.generation_jobs',
    'table public.generation_leases',
    'table public.generation_prices',
    'table public.generation_responses',
    'table public.generation_transitions',
    'table public.generation_worker_beats',
    'table public.generation_workers',
    'table public.quality_findings',
    'table public.quality_metrics',
    'table public.response_breakdowns',
    'table public.response_strategies',
    'table public.training_conversations',
    'table public.training_datasets',
    'table public.training_members',
    'table public.training_schema_versions',
    'table public.training_turns',
    'view public.conversation_matrix',
    'view public.conversation_search',
    'view public.conversation_transcript',
    'view public.dataset_overview',
    'view public.generation_spend',
    'view public.generation_unknown_costs',
    'view public.job_progress',
    'view public.quality_by_day',
    'view public.quality_histogram',
    'view public.spend_by_day',
    'view public.template_performance',
    'view training_private.member_words'];
  -- end of what is rendered
  search_path_was constant text := current_setting('search_path');
  remaining text[] := things;
  tables text[];
  stuck text[];
  before integer;
  thing text;
  applied text;
  detail text;
  reasons text;
begin
  if to_regclass('public.training_schema_versions') is null then
    raise notice 'Rapport is not in this database.';
    return;
  end if;
  perform set_config('search_path', '', true);
  perform set_config('lock_timeout', '5s', true);
  select max(v.version) into applied from public.training_schema_versions v;
  if applied is distinct from newest then
    raise exception using errcode = '55000',
      message = format('This uninstall.sql belongs to migration %s; the database is at %s.', newest, coalesce(applied, 'none')),
      hint = case when applied > newest then 'Take the file of the newer Rapport.' else 'Migrate first (rapport db migrate), or take the file of that release.' end;
  end if;

  select string_agg(format('trigger %I on %s', t.tgname, t.tgrelid::regclass), ', ') into reasons
    from pg_catalog.pg_trigger t
    where not t.tgisinternal
      and 'table ' || t.tgrelid::regclass = any (things) and 'function ' || t.tgfoid::regprocedure <> all (things);
  if reasons is not null then
    raise exception using errcode = '2BP01',
      message = format('This is not Rapport''s and stands on it: %s.', reasons),
      hint = 'Drop it first, then run this again. Nothing was changed.';
  end if;

  if to_regclass('supabase_migrations.schema_migrations') is not null then
    execute 'delete from supabase_migrations.schema_migrations h using public.training_schema_versions v'
      ' where h.version = v.version and h.name = v.name';
  end if;

  -- Tables name each other, so they go together; all else goes one by one, in rounds, until nothing more can.
  loop
    before := cardinality(remaining);
    stuck := '{}';
    reasons := null;
    foreach thing in array remaining loop
      continue when thing like 'table %';
      begin
        execute 'drop ' || regexp_replace(thing, ' ', ' if exists ');
      exception when dependent_objects_still_exist then
        get stacked diagnostics detail = pg_exception_detail;
        reasons := concat_ws('; ', reasons, replace(detail, e'\n', '; '));
        stuck := stuck || thing;
      end;
    end loop;
    tables := array(select t from unnest(remaining) as r (t) where t like 'table %');
    if tables <> '{}' then
      begin
        execute 'drop table if exists ' || replace(array_to_string(tables, ', '), 'table ', '');
      exception when dependent_objects_still_exist then
        get stacked diagnostics detail = pg_exception_detail;
        reasons := replace(detail, e'\n', '; '); -- what hangs on the tables says it all
        stuck := stuck || tables;
      end;
    end if;
    exit when stuck = '{}';
    if cardinality(stuck) = before then
      raise exception using errcode = '2BP01',
        message = format('This is not Rapport''s and stands on it: %s.', reasons),
        hint = 'Drop or change it first, then run this again. Nothing was changed.';
    end if;
    remaining := stuck;
  end loop;
  perform set_config('search_path', search_path_was, true);
end
$rapport_uninstall$;
