"""Attacks told per actor, through the served gateway as a client sends them; what they prove is refused."""
