-- What is going on? The newest jobs, with what is at work and what comes next.
select job_number, job_type, status, status_message, progress, cost_usd, max_cost_usd, eta_at, working_on, next_up,
  status_reason, created_by_name
from job_progress
order by job_number desc
limit 20;
