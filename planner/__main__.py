"""``python -m planner``: the window, or a command."""

from planner.app import run

__all__ = ["run"]

if __name__ == "__main__":
    run()
