"""`make bench`: ratios and times of one run on one machine. Asserts nothing."""
