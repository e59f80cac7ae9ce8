"""Server side of the local backup of admin forms (`static/js/admin/keeping/`).

The browser stores what is typed. The server reports accepted saves, refuses to overwrite a version
that the editor has not seen, and redisplays stored data in the form without saving it.
See docs/features/kept-text.md.
"""
