"""Everything that talks to the Claude API: client, faults, ledger."""
