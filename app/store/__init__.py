"""SQLAlchemy: rows in, domain values out. One module per subject; no other room knows SQL."""
