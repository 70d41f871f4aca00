"""The window read over the accessibility bus, as a screen reader does."""
