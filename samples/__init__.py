"""Sample inventories, and the programs that make them."""
