"""``python -m planner``: the window, or a command."""

from planner.app import run

if __name__ == "__main__":
    run()
