"""Rows of all files to one inventory."""
