"""A page type made by following docs/features/adding-a-page-type.md, outside the site's code.

`tests/test_new_page_type.py` runs `checks.py` on a site that has it: no other file knows it.
"""
