"""Reads the window over AT-SPI, with the system's own Python: pages, boards, and their actions."""

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


def read_pages(application):
    """Say whether the pages are tabs; return whether there are some."""
    lists = [one for one in find(application, "page tab list") if one.get_name() == "Pages"]
    pages = [tab for one in lists for tab in children(one)]
    if len(pages) < 9:
        return False
    if sum(map(selected, pages)) == 1 and all(tab.get_name() for tab in pages):
        sys.stdout.write("read: pages are tabs, one selected\n")
    return True


def read_board(application, board, words):
    """Say what is found of the parts of a board, and choose one; return whether it was there."""
    boards = [one for one in find(application, "list") if one.get_name().startswith(board)]
    parts = [part for one in boards for part in children(one)]
    told = [f"{part.get_name()}\n{part.get_description()}" for part in parts]
    if not parts or words not in told[0]:
        return False
    acts = parts[0].get_action_iface()
    names = [acts.get_action_name(at) for at in range(acts.get_n_actions())]
    can = [part.get_state_set().contains(Atspi.StateType.SELECTABLE) for part in parts]
    named = all(words in one and part.get_name() for one, part in zip(told, parts, strict=True))
    if named and all(can) and names == ["Press", "Show Menu"] and not any(map(selected, parts)):
        sys.stdout.write(f"read: {board}: names, states and actions of {len(parts)}\n")
    sys.stdout.flush()  # the bus library may end the process with the window
    acts.do_action(names.index("Press"))
    return True


STEPS = (
    read_pages,
    lambda application: read_board(application, "Waves", ", wave "),
    lambda application: read_board(application, "Dependency map", "needed by"),
    lambda application: read_board(application, "迁移批次", "批"),
    lambda application: read_board(application, "依赖关系图", "被"),
)
"""What is read, one after another: the window shows the next page once a part was chosen."""


def main():
    Atspi.init()
    end, left = time.monotonic() + PATIENCE_S, list(STEPS)
    while time.monotonic() < end:
        try:
            desktop = Atspi.get_desktop(0)
            for application in children(desktop):
                while left and left[0](application):
                    left.pop(0)
                if not left:
                    return 0
        except GLib.GError as error:
            sys.stderr.write(f"{error}\n")
        time.sleep(0.5)
    return 1


if __name__ == "__main__":
    sys.exit(main())
