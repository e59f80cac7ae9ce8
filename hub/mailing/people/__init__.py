"""People who receive what the site sends: subscription, preferences, erasure."""
