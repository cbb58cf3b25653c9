-- Which templates did somebody edit since they were shipped?
select template_id, version, template_name, updated_at
from conversation_templates
where content_hash is distinct from shipped_hash
order by updated_at desc;
