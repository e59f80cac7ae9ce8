"""The style guide: every component of the site in all its states, at `/composants/`.

It is served when `STYLEGUIDE` is true (development, browser tests). Its objects are unsaved
samples, whose texts say that they are examples.
"""
