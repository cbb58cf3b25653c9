-- How far is each dataset? A row for the whole, one per tier and one per persona type, against the quota.
select dataset_id, part, value, quota, conversations, approved, ready_for_training, average_quality_score,
  planned, in_progress, generated, needs_review, required_fields_rate, cost_usd
from dataset_overview
order by dataset_id, part, value nulls first;
