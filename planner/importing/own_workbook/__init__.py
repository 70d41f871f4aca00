"""The program's own workbook: laid out, written and read."""
