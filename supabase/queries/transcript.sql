-- Read one conversation as a chat, with the figures of each turn.
select turn_number, transcript, primary_emotion, intensity, primary_strategy, findings, rationales
from conversation_transcript
where conversation_id = 'fp_marcus_002'
order by turn_number;
