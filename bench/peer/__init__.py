"""Samspel beside django-survey-and-report, a questionnaire application of the same kind."""
