"""Item models: thin adapters over the study's tuples."""
