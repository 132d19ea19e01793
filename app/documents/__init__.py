"""From a round's result to typed page data to HTML to PDF; the page data serve the screen as well."""
