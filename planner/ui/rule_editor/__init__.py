"""The parts of the page on which rules are shown and changed."""
