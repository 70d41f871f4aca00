"""The saved document: state, history, store, migrations."""
