"""A regional bank of about 300 billion CNY in assets, invented, as a sample."""
