"""The REST door held to the official client, over a small library of books."""
