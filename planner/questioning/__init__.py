"""Questions asked of a plan: why, what if, how sure, at what price."""

from planner.questioning.ask import Asked, ask

__all__ = ["Asked", "ask"]
