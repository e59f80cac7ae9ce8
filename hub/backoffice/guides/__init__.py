"""The editors' guides of `docs/editors/`, shown inside the admin.

`editors_guide` in an AppConfig names the guide of the application's screens.
"""
