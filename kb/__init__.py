"""kb: a folder of Markdown notes becomes a website whose claims are checked."""

__version__ = "0.1.0"
