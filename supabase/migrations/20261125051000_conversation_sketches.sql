-- Which conversations of a dataset are so alike that a worker should compare their texts word by word.
--
-- Invariants: every conversation that has turns has a sketch, of the texts as they are now, whoever wrote them; it goes
-- with them. A sketch is the 128 smallest hashes of the runs of five words of all messages, a row each, so two
-- conversations that share 0.30 of their runs share some forty of them, and unrelated ones none or one.

create table public.conversation_sketches (
  conversation_id text not null references public.training_conversations (conversation_id) on delete cascade,
  dataset_id text not null references public.training_datasets (dataset_id) on delete cascade,
  hash bigint not null,
  primary key (conversation_id, hash)
);
create index conversation_sketches_dataset_id_idx on public.conversation_sketches (dataset_id, hash);
alter table public.conversation_sketches enable row level security;
revoke all on table public.conversation_sketches from public, anon, authenticated, service_role;
grant select, insert, update, delete on table public.conversation_sketches to service_role;
create policy "The worker alone reads sketches" on public.conversation_sketches for select to service_role using (true);

create function public.conversation_sketch(p_messages jsonb)
returns setof bigint
language sql immutable rows 128
set search_path = ''
as $$
  with words as (
    select m.message, w.place, w.word
    from jsonb_array_elements_text(p_messages) with ordinality m (text, message)
    cross join lateral regexp_split_to_table(lower(m.text), '[^[:alnum:]'']+') with ordinality w (word, place)
    where w.word <> ''
  )
  select distinct hashtextextended(concat_ws(' ', r.word, r.second, r.third, r.fourth, r.fifth), 0) as hash
  from (
    select w.word, lead(w.word, 1) over run as second, lead(w.word, 2) over run as third,
      lead(w.word, 3) over run as fourth, lead(w.word, 4) over run as fifth
    from words w
    window run as (partition by w.message order by w.place)
  ) r
  where r.fifth is not null
  order by hash limit 128
$$;
revoke all on function public.conversation_sketch(jsonb) from public, anon, authenticated, service_role;
grant execute on function public.conversation_sketch(jsonb) to service_role;
comment on function public.conversation_sketch(jsonb) is
  'The sketch of a list of messages: the 128 smallest hashes of their runs of five words, rising.';

create function public.conversation_sketch_refresh(p_conversation_ids text[])
returns void
language plpgsql
set search_path = ''
as $$
begin
  delete from public.conversation_sketches s where s.conversation_id = any (p_conversation_ids);
  insert into public.conversation_sketches (conversation_id, dataset_id, hash)
  select c.conversation_id, c.dataset_id, h.hash
  from public.training_conversations c
  cross join lateral (
    select jsonb_agg(m.message order by t.turn_number, m.place) as messages
    from public.training_turns t
    cross join lateral (values (1, t.user_input), (2, t.target_response)) m (place, message)
    where t.conversation_id = c.conversation_id
  ) t
  cross join lateral public.conversation_sketch(t.messages) h (hash)
  where c.conversation_id = any (p_conversation_ids);
end
$$;
revoke all on function public.conversation_sketch_refresh(text[]) from public, anon, authenticated, service_role;
grant execute on function public.conversation_sketch_refresh(text[]) to service_role;
comment on function public.conversation_sketch_refresh(text[]) is
  'Writes the sketches of conversations from their turns as they are; a conversation without any has none.';

create function public.conversation_sketch_follow()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  perform public.conversation_sketch_refresh((select array_agg(distinct c.conversation_id) from changed c));
  return null;
end
$$;
revoke all on function public.conversation_sketch_follow() from public, anon, authenticated, service_role;
comment on function public.conversation_sketch_follow() is
  'Trigger: turns were written or deleted, so the sketches of their conversations are written anew.';

create trigger conversation_sketch_on_insert after insert on public.training_turns
  referencing new table as changed for each statement execute function public.conversation_sketch_follow();
create trigger conversation_sketch_on_update after update on public.training_turns
  referencing new table as changed for each statement execute function public.conversation_sketch_follow();
create trigger conversation_sketch_on_delete after delete on public.training_turns
  referencing old table as changed for each statement execute function public.conversation_sketch_follow();

create function public.conversation_lookalikes(p_conversation_id text, p_messages jsonb)
returns jsonb
language sql stable
set search_path = ''
as $$
  select coalesce(jsonb_agg(a.conversation_id order by a.shared desc, a.conversation_id), '[]')
  from (
    select s.conversation_id, count(*) as shared
    from public.conversation_sketches s
    where s.conversation_id <> p_conversation_id
      and s.dataset_id = (
        select c.dataset_id from public.training_conversations c where c.conversation_id = p_conversation_id)
      -- as an array, so that the index is asked for each hash instead of all hashes being read
      and s.hash = any (array(select h.hash from public.conversation_sketch(p_messages) h (hash)))
    group by s.conversation_id
    -- forty are to be expected at the bar and a dozen by no accident; the exact share is the caller's to work out
    having count(*) >= 12
    order by shared desc, s.conversation_id limit 10
  ) a
$$;
revoke all on function public.conversation_lookalikes(text, jsonb) from public, anon, authenticated, service_role;
grant execute on function public.conversation_lookalikes(text, jsonb) to service_role;
comment on function public.conversation_lookalikes(text, jsonb) is
  'Ids of the conversations of the same dataset whose texts come close to these messages, the closest first, ten at most; the caller compares the texts.';

comment on table public.conversation_sketches is
  'What tells alike conversations apart from unrelated ones without reading them; kept by triggers on training_turns, for the worker only.';
comment on column public.conversation_sketches.conversation_id is 'The conversation.';
comment on column public.conversation_sketches.dataset_id is 'Its dataset; only conversations of one dataset are compared.';
comment on column public.conversation_sketches.hash is 'One of the 128 smallest hashes of the runs of five words of all its messages.';

-- Conversations that are there already.
select public.conversation_sketch_refresh(array_agg(distinct t.conversation_id)) from public.training_turns t;

insert into public.training_schema_versions (version, name, grants_fingerprint)
values ('20261125051000', 'conversation_sketches', public.generation_grants_fingerprint());
