-- Who works? A worker without a beat in the last minute is not alive, whatever its state says.
select w.worker_id, w.state, w.mode, b.beat_at > now() - interval '60 seconds' as alive, b.in_flight, w.message,
  w.version, b.beat_at
from generation_workers w
left join generation_worker_beats b using (worker_id)
order by b.beat_at desc nulls last
limit 20;
