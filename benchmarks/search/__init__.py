"""Is what somebody looks for among the first results? 21 classes of query over real notes.

`making` makes the sets of queries, whose right answers follow from titles, headings, aliases, tags
and lemmas alone; `python -m benchmarks.search` asks our search and scores what it gives.
"""
