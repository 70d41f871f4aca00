"""One file per format that is recognised."""
