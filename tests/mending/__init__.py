"""Mends: what is offered, proved and written."""
