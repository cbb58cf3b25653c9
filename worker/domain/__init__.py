"""What a conversation, an annotation and a plan are. Pure: no I/O, imports nothing else of ours."""
