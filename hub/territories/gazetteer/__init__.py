"""The official gazetteer of French territories: file, reader, builder, loader."""
