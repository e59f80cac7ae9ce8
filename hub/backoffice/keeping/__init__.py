"""No text lost in the admin: what the server answers to `static/js/admin/keeping/`.

The browser keeps what is typed; the server says whether a save was accepted, refuses to replace a
version that the editor has not seen, and shows kept data again in the form, unsaved.
See docs/features/kept-text.md.
"""
