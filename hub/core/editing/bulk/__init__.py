"""Changes that editors make to many pages at once, from the check boxes of a list.

    change = AddTheme(theme)                     # what to do (`changes`)
    skip_reason(page, AddTheme, user)        # why a page is left alone, or None (`refusals`)
    apply_change(page, change, user)             # one page, whole or not at all (`applying`)

`actions` holds the screens, `history` the words of the log.
"""
