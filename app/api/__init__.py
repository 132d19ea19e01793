"""The read-only JSON API under /api/v1: a module per resource, on the same services as the pages (decision 0026)."""
