"""Code shared by the admin lists, forms and choosers. Imports no model of the hub."""
