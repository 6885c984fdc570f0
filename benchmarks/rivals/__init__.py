"""Whether our search is better than others: the same notes, the same queries, the same browser."""
