-- Which texts are the weakest, and what was found in them?
select m.conversation_id, m.quality_score, m.persona_type, m.tier, m.error_findings, m.warning_findings,
  string_agg(format('%s%s: %s', f."check", ' in turn ' || f.turn_number, f.message), e'\n' order by f.severity, f.turn_number) as findings
from conversation_matrix m
left join quality_findings f on f.conversation_id = m.conversation_id and f.revision = m.revision
where m.quality_score is not null
group by m.conversation_id, m.quality_score, m.persona_type, m.tier, m.error_findings, m.warning_findings
order by m.quality_score, m.conversation_id
limit 20;
