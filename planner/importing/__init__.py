"""Files to an inventory, a programme and a list of issues."""
