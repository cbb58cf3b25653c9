"""The door of the local stack: what Supabase's gateway speaks, on loopback, over one Postgres.

app.py mounts the parts; tokens.py says who is asking; rest/, auth.py and realtime/ answer.
"""
