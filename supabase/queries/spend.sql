-- What did each day cost? Paid calls alone. What was spent lies between settled_usd and both together.
select day, sum(calls) as calls, sum(settled_usd) as settled_usd, sum(reserved_usd) as reserved_usd,
  sum(input_tokens + cache_read_tokens + cache_write_5m_tokens + cache_write_1h_tokens) as prompt_tokens,
  round(sum(cache_read_tokens)
    / nullif(sum(input_tokens + cache_read_tokens + cache_write_5m_tokens + cache_write_1h_tokens), 0), 3) as from_cache,
  sum(output_tokens) as output_tokens, sum(unsuccessful_calls) as unsuccessful_calls
from spend_by_day
where generation_method <> 'simulated'
group by day
order by day desc
limit 31;
