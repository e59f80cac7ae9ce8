"""Messages that the site sends by e-mail."""
