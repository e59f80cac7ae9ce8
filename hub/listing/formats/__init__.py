"""The other forms of a list: feed, data, table, map, calendar. One module for each.

`names` says which exist, `source` what each is made from, `record` what all of them say of a page,
`views` answers the addresses.
"""
