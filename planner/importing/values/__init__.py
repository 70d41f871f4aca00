"""Raw cells to typed values."""
