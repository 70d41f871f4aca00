"""A planning problem to a plan with its value, bound and gap."""
