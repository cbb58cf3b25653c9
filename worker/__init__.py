"""Rapport's worker: plans, generates, proves and saves annotated conversations on Supabase.

The packages and who may import whom are drawn in docs/architecture.md.
"""

__version__ = "0.1.0"
