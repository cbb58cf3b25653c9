-- Which template does well, and what is found in its conversations most often?
select template_id, version, generated, failed, average_quality_score, lowest_quality_score, repairs, average_cost_usd,
  average_seconds, simulated, is_current,
  (select string_agg(format('%s ×%s', f ->> 'check', f ->> 'findings'), ', ') from jsonb_array_elements(frequent_findings) f)
    as found
from template_performance
order by template_id, version desc;
