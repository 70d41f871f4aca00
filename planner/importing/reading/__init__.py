"""Bytes to tables of raw cells."""
