"""How long an author waits for what was saved, here and with others."""
