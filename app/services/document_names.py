"""The names that the PDF documents of a round have in addresses and commands, without loading what makes them."""

DOCUMENT_NAMES = ("dialogue", "summary", "facilitator", "agreement", "wall-poster", "follow-up")
