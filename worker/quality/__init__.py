"""The checks of domain.md section 7, each small and named, and the score."""
