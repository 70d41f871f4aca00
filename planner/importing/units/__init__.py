"""Units, currencies and the marks of numbers."""
