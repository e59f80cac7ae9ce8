"""Rate limits, counted in the shared cache; see docs/features/security.md."""
