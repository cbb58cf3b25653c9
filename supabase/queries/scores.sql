-- How are the scores distributed? A bar per quarter point, without what the simulator wrote.
select dataset_id, score_from, score_to, conversations - simulated as written, simulated,
  repeat('█', (40 * (conversations - simulated) / greatest(max(conversations - simulated) over (partition by dataset_id), 1))::integer) as bar
from quality_histogram
where dimension = 'overall'
order by dataset_id, score_from desc;
