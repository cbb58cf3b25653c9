-- Where is something talked about? Topics first, then the client's words, then the answers. As on the web:
-- "an exact phrase", one or the other, -without.
select conversation_id, persona_type, topic_description, generation_status, quality_score,
  round(ts_rank(search, websearch_to_tsquery('english', 'restricted stock'))::numeric, 3) as rank
from conversation_search
where search @@ websearch_to_tsquery('english', 'restricted stock')
order by rank desc, conversation_id
limit 50;
