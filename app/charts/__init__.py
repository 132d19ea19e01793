"""Numbers to SVG, one form of chart per file: presentation attributes only, a <title> as the text alternative."""
