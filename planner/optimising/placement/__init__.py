"""Stage one: where each workload goes."""
