"""The pipeline: dialogue, annotate, validate, repair, assemble."""
