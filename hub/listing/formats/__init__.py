"""The other formats of a list (RSS, JSON Feed, CSV, GeoJSON, iCalendar), one module for each.

`source` holds the list to render, `record` the data of a page shared by all formats, `views` the
views. The names of the formats are in `hub.listing.format_names`.
"""
