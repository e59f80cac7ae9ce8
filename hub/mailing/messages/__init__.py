"""Messages of the site, in HTML and text."""
