"""The pieces together, on the local stack."""
