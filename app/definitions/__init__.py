"""Questionnaire files: read with line and column, checked against one shape, built into the domain's values."""
