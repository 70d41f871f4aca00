"""What a person can do to a document: a function per action, which returns an operation; no Qt."""
