"""The parts of the report, one file each: every part turns the figures into a section."""
