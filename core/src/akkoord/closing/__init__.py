"""Closing a contract: read clauses, select and compose them, write out the text, sign."""
