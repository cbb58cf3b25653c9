"""The local stack: Supabase's wire on real Postgres, and the Claude simulator. Imported by cli and tests only."""
