"""Questions asked of a plan: why, what if, how sure, at what price."""
