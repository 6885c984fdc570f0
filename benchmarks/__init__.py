"""One question a file; each compares in one run, because the machines are noisy."""
