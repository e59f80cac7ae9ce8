"""« Importer des initiatives » in the admin: files, what is recognised of them, then the drafts."""
