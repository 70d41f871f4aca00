"""Stage two: when each workload moves."""
