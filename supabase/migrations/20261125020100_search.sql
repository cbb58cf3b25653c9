-- Full-text search over what conversations are about and what is said in them.
--
-- Invariants: conversation_words follows every change of a plan and of a turn, in the same transaction; it is
-- reachable through conversation_search alone, where each row is joined with a conversation its reader may read.
--
-- Why a table of its own: a generated column may not be on a published table, and the words of a conversation come
-- from several tables. Why a view in a schema that is not exposed: @@ is not leakproof, so under a policy of the
-- reader's own no index may answer it, and a search would unpack the words of every conversation. The view
-- reads the words as their owner, by the index; it first asks whether the reader is a member, and nobody can name it.

create table public.conversation_words (
  conversation_id text not null unique references public.training_conversations (conversation_id) on delete cascade,
  words tsvector not null,
  updated_at timestamptz not null default clock_timestamp(),
  id uuid primary key default gen_random_uuid()
);
create index conversation_words_words_idx on public.conversation_words using gin (words);
alter table public.conversation_words enable row level security;
revoke all on table public.conversation_words from public, anon, authenticated, service_role;
grant select on table public.conversation_words to service_role;
create policy "The service key alone reads the words of a search" on public.conversation_words
  for select to service_role using (true);
comment on table public.conversation_words is
  'The words of each conversation, for full-text search; read through conversation_search. Written by triggers.';
comment on column public.conversation_words.conversation_id is 'The conversation.';
comment on column public.conversation_words.words is
  'Its words by weight: A topic, B persona and emotions, C the client''s messages, D the answers; each as written (simple) and as stems of the conversation''s language.';
comment on column public.conversation_words.updated_at is 'When they were last written.';
comment on column public.conversation_words.id is 'Primary key of this table, no more.';

create function public.conversation_text_config(p_language text)
returns regconfig
language sql immutable
set search_path = ''
as $$
  select case split_part(lower(p_language), '-', 1)
    when 'ar' then 'pg_catalog.arabic' when 'ca' then 'pg_catalog.catalan' when 'da' then 'pg_catalog.danish'
    when 'de' then 'pg_catalog.german' when 'el' then 'pg_catalog.greek' when 'en' then 'pg_catalog.english'
    when 'es' then 'pg_catalog.spanish' when 'fi' then 'pg_catalog.finnish' when 'fr' then 'pg_catalog.french'
    when 'hi' then 'pg_catalog.hindi' when 'hu' then 'pg_catalog.hungarian' when 'id' then 'pg_catalog.indonesian'
    when 'it' then 'pg_catalog.italian' when 'nb' then 'pg_catalog.norwegian' when 'nl' then 'pg_catalog.dutch'
    when 'nn' then 'pg_catalog.norwegian' when 'no' then 'pg_catalog.norwegian' when 'pt' then 'pg_catalog.portuguese'
    when 'ro' then 'pg_catalog.romanian' when 'ru' then 'pg_catalog.russian' when 'sr' then 'pg_catalog.serbian'
    when 'sv' then 'pg_catalog.swedish' when 'tr' then 'pg_catalog.turkish'
    else 'pg_catalog.simple' end::regconfig
$$;
revoke all on function public.conversation_text_config(text) from public, anon, authenticated, service_role;
comment on function public.conversation_text_config(text) is
  'Text search configuration of a language (BCP 47); simple, which stems nothing, when the server has none for it.';

create function public.conversation_words_of(p_config regconfig, p_topic text, p_person text, p_asked text, p_answered text)
returns tsvector
language sql immutable
set search_path = ''
as $$
  select setweight(to_tsvector(p_config, coalesce(p_topic, '')), 'A')
    || setweight(to_tsvector(p_config, coalesce(p_person, '')), 'B')
    || setweight(to_tsvector(p_config, coalesce(p_asked, '')), 'C')
    || setweight(to_tsvector(p_config, coalesce(p_answered, '')), 'D')
$$;
revoke all on function public.conversation_words_of(regconfig, text, text, text, text)
  from public, anon, authenticated, service_role;
comment on function public.conversation_words_of(regconfig, text, text, text, text) is
  'The words of a conversation in one configuration, weighted A to D.';

create function public.conversation_words_write(p_conversation_ids text[])
returns void
language sql
set search_path = ''
as $$
  -- A tsvector holds a megabyte at most: a text far longer than any conversation is searched by its beginning.
  insert into public.conversation_words as w (conversation_id, words)
  select c.conversation_id,
    public.conversation_words_of(public.conversation_text_config(c.language), plan.topic, plan.person, said.asked, said.answered)
    || public.conversation_words_of('pg_catalog.simple', plan.topic, plan.person, said.asked, said.answered)
  from public.training_conversations c
  cross join lateral (select
    left(concat_ws(e'\n', c.topic_category, c.topic_description), 20000) as topic,
    left(concat_ws(e'\n', c.persona_type, c.persona_name, c.starting_emotion, c.ending_emotion), 20000) as person
  ) plan
  cross join lateral (
    select left(string_agg(t.user_input, e'\n' order by t.turn_number), 50000) as asked,
      left(string_agg(t.target_response, e'\n' order by t.turn_number), 50000) as answered
    from public.training_turns t where t.conversation_id = c.conversation_id
  ) said
  where c.conversation_id = any (p_conversation_ids)
  order by c.conversation_id
  on conflict (conversation_id) do update set words = excluded.words, updated_at = clock_timestamp()
$$;
revoke all on function public.conversation_words_write(text[]) from public, anon, authenticated, service_role;
comment on function public.conversation_words_write(text[]) is
  'Writes the words of these conversations anew; an id without a conversation is passed over.';

create function public.conversation_words_follow()
returns trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  if tg_table_name = 'training_conversations' then
    perform public.conversation_words_write(array[new.conversation_id]);
  elsif tg_op = 'INSERT' then
    perform public.conversation_words_write(array(select distinct t.conversation_id from after_turns t));
  elsif tg_op = 'DELETE' then
    perform public.conversation_words_write(array(select distinct t.conversation_id from before_turns t));
  else
    perform public.conversation_words_write(array(
      select t.conversation_id from after_turns t union select t.conversation_id from before_turns t));
  end if;
  return null;
end
$$;
revoke all on function public.conversation_words_follow() from public, anon, authenticated, service_role;
comment on function public.conversation_words_follow() is
  'Trigger: conversation_words follows a plan''s topic, persona, emotions and language, and the texts of the turns.';
create trigger training_conversations_words_born after insert on public.training_conversations
  for each row execute function public.conversation_words_follow();
create trigger training_conversations_words after update of
  topic_category, topic_description, persona_type, persona_name, starting_emotion, ending_emotion, language
  on public.training_conversations for each row execute function public.conversation_words_follow();
create trigger training_turns_words_born after insert on public.training_turns
  referencing new table as after_turns for each statement execute function public.conversation_words_follow();
create trigger training_turns_words after update on public.training_turns
  referencing old table as before_turns new table as after_turns
  for each statement execute function public.conversation_words_follow();
create trigger training_turns_words_gone after delete on public.training_turns
  referencing old table as before_turns for each statement execute function public.conversation_words_follow();
select public.conversation_words_write(array(select c.conversation_id from public.training_conversations c));

create schema training_private;
revoke all on schema training_private from public, anon, authenticated, service_role;
comment on schema training_private is
  'What views of Rapport read as its owner. Nobody has usage here and the API does not expose it: leave it so.';
create view training_private.member_words as
select w.conversation_id, w.words
from public.conversation_words w
where current_user <> 'authenticated' or exists (
  select 1 from public.training_members m
  where m.user_id = (select auth.uid())
    and coalesce(((select auth.jwt()) ->> 'is_anonymous')::boolean, false) = false);
revoke all on table training_private.member_words from public, anon, authenticated, service_role;
grant select on table training_private.member_words to authenticated, service_role;
comment on view training_private.member_words is
  'conversation_words as their owner reads them, for members and the service key; conversation_search alone reads it.';
comment on column training_private.member_words.conversation_id is 'conversation_words.conversation_id.';
comment on column training_private.member_words.words is 'conversation_words.words.';

create view public.conversation_search with (security_invoker = true) as
select m.*, w.words as search
from public.conversation_matrix m
join training_private.member_words w using (conversation_id);
revoke all on table public.conversation_search from public, anon, authenticated, service_role;
grant select on table public.conversation_search to authenticated, service_role;
comment on view public.conversation_search is
  'conversation_matrix, and the column search to filter it by full text. Name the columns you select: search itself is long.';
comment on column public.conversation_search.search is
  'The conversation''s words for the filters fts, plfts, phfts and wfts (supabase-js: textSearch); weight A is the topic. Give config english for stems, simple for words as written.';
do $$
declare
  known record;
begin
  for known in
    select a.attname, pg_catalog.col_description(a.attrelid, a.attnum) as says
    from pg_catalog.pg_attribute a
    where a.attrelid = 'public.conversation_matrix'::regclass and a.attnum > 0 and not a.attisdropped
  loop
    execute format('comment on column public.conversation_search.%I is %L', known.attname, known.says);
  end loop;
end
$$;

insert into public.training_schema_versions (version, name) values ('20261125020100', 'search');
