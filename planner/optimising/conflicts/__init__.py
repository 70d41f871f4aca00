"""Why no plan exists; the door is ``planner.optimising.conflict``."""
