-- What an annotation should cost, now that it is asked for with short keys, pairs and grouped quotes.
--
-- Invariant: as before, every assumed size is here and nowhere else. Visible output of an annotation's call: 1,591 tokens
-- in 23 conversations of the plan as the simulator writes them, 1,580 in the ten seeds (1,910 and 1,884 before).

create or replace function public.generation_tokens_assumed(p_turns integer, p_opens_template boolean, p_opens_job boolean)
returns table (stage text, calls numeric, input integer, written integer, read_again integer, output integer)
language sql immutable
set search_path = ''
as $$
  with prefix as (
    -- Of a dialogue's request what its template shares; of an annotation's the guide, shared by the job, and the
    -- dialogue, shared by the conversation's.
    select 6500 as template, 2750 as guide, 4060 as judge_guide, 950 + 590 * p_turns as dialogue, 2 * p_turns as annotations,
      p_opens_template::integer as opens_template, p_opens_job::integer as opens_job
  )
  select 'dialogue', 1::numeric, 3260, p.template * p.opens_template, p.template * (1 - p.opens_template), 580 * p_turns
  from prefix p
  union all
  -- Two calls a turn, side by side: the first of a conversation writes its dialogue, the others read it.
  select 'annotate', p.annotations, 80, (p.dialogue + p.guide * p.opens_job) / p.annotations,
    (p.dialogue * (p.annotations - 1) + p.guide * (p.annotations - p.opens_job)) / p.annotations, 1600
  from prefix p
  union all
  select 'repair', 0.15 * (1 + p_turns), 6900, 0, 0, 600 from prefix p
  union all
  -- One judgment in ten is asked for again, because its quotes do not hold. The judge's guide is the job's.
  select 'judge', 1.1, 1350 + 780 * p_turns, p.judge_guide * p.opens_job, p.judge_guide * (1 - p.opens_job), 480
  from prefix p
$$;

insert into public.training_schema_versions (version, name, grants_fingerprint)
values ('20261125190000', 'annotation_estimated', public.generation_grants_fingerprint());
