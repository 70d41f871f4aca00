"""Reads the window over AT-SPI, with the system's own Python: pages, cards, and one action."""

import sys
import time

import gi  # type: ignore[import-not-found]

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # type: ignore[import-not-found]  # noqa: E402

PATIENCE_S = 240.0


def children(node):
    for at in range(node.get_child_count()):
        child = node.get_child_at_index(at)
        if child is not None:
            yield child


def find(node, role):
    """Yield what has a role, from the top down."""
    if node.get_role_name() == role:
        yield node
        return
    for child in children(node):
        yield from find(child, role)


def selected(node):
    return node.get_state_set().contains(Atspi.StateType.SELECTED)


def read(application):
    """Say what is found; return whether all of it was."""
    lists = [one for one in find(application, "page tab list") if one.get_name() == "Pages"]
    pages = [tab for one in lists for tab in children(one)]
    cards = [
        card
        for board in find(application, "list")
        for card in children(board)
        if ", wave " in card.get_name()
    ]
    if len(pages) < 9 or not cards:
        return False
    if sum(map(selected, pages)) == 1 and all(tab.get_name() for tab in pages):
        sys.stdout.write("read: pages are tabs, one selected\n")
    acts = cards[0].get_action_iface()
    names = [acts.get_action_name(at) for at in range(acts.get_n_actions())]
    if "Press" in names and all(not selected(card) for card in cards):
        sys.stdout.write("read: cards with names, states and actions\n")
    sys.stdout.flush()  # the bus library may end the process with the window
    acts.do_action(names.index("Press"))
    return True


def main():
    Atspi.init()
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        try:
            desktop = Atspi.get_desktop(0)
            for application in children(desktop):
                if read(application):
                    return 0
        except GLib.GError as error:
            sys.stderr.write(f"{error}\n")
        time.sleep(0.5)
    return 1


if __name__ == "__main__":
    sys.exit(main())
