"""Which table is what, and which column which field."""
