-- What came out of each of the last days, and how good is it?
select day, dataset_id, conversations, average_quality_score, median_quality_score, lowest_quality_score,
  ready_for_training, needs_review, grounding_rate, cost_usd, average_seconds
from quality_by_day
order by day desc, dataset_id
limit 31;
