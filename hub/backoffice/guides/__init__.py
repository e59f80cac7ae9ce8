"""The guides of `docs/editors/`, read inside the admin, beside what they explain.

An application says which guide explains its screens: `editors_guide` in its AppConfig.
"""
