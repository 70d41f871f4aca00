"""The words of the business; standard library only."""
