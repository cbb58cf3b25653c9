-- What happened to one conversation, newest first?
select at, level, stage, message
from generation_events
where conversation_id = 'fp_marcus_011'
order by id desc
limit 100;
