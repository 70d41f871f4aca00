"""A study to a report, and the report to files."""
