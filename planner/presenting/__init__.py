"""What is shown, as plain data: cards, lanes, maps, cells and sentences; no Qt."""
