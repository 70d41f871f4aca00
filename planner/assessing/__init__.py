"""Facts about an inventory: scores, costs, groups, and the planning problem."""
