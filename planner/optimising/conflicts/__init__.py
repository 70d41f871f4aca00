"""Why no plan exists: what each file knows stands in its first line, the door is ``conflict.py``."""
