"""« Importer une lettre » in the admin: upload or paste, review what was recognised, create."""
