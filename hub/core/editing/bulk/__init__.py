"""Bulk changes of pages, from the check boxes of a list.

    change = AddTheme(theme)               # the change (`changes`)
    skip_reason(page, AddTheme, user)      # why a page is skipped, or None (`refusals`)
    apply_change(page, change, user)       # change one page, in a transaction (`applying`)

`actions` holds the views, `history` the messages of the log.
"""
