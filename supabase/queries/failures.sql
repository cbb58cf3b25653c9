-- What failed, why, and what to do? Retry with: update generation_jobs set requested_action = 'retry_failed' where …
select i.job_number, i.conversation_id, i.status, i.error_code, i.error_message, i.error_hint, i.attempt, i.cost_usd,
  i.completed_at
from generation_job_items i
where i.status in ('failed', 'dead')
order by i.completed_at desc
limit 100;
