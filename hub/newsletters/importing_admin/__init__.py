"""« Importer une lettre » in the admin: give a text, see what was recognised, make the draft."""
