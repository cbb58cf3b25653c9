"""Reads planning/ and templates/, checks them, and renders supabase/seed.sql."""
