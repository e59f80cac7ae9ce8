"""The living page: every component of the site in all its states, at `/composants/`.

It is served where `STYLEGUIDE` is on (development, browser tests). What it shows is made here,
never saved, and visibly an example.
"""
