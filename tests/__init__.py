"""Every test of Rapport, by cost: unit, sql, integration, faults."""
