"""The screens of the menu « Recherche » of the admin."""
