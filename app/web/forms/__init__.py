"""Forms: built and validated by WTForms, drawn by our own templates."""
