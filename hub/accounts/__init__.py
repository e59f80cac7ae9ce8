"""Login, second factor, password reset and passwords of accounts; see docs/features/security.md."""
