"""Admin screens « Importer des initiatives »: upload, preview, creation of the drafts."""
