"""Tests of the program, room by room; what several rooms use stands in ``tests.support``."""
