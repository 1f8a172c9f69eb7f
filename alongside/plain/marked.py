"""Sentences that stand in pure modules and are translated where a page shows them."""


def N_(text: str) -> str:
    """Marks an English sentence for translation; it stays as it is."""
    return text
