"""The local stack and the Claude simulator. Imported by cli and tests only."""
