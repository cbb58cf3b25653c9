"""The database contract, on real Postgres."""
