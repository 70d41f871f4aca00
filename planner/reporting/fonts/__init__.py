"""The report's fonts as package data; see README.md beside this file."""
