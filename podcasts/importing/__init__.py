"""Import of podcasts: reader → parser → builder.

    source = read_feed("https://example.org/feed.xml")   # the texts of the pages of the feed
    feed = parse_feed(source)                            # dataclasses: show, episodes, unread items
    for outcome in PodcastImport(feed).run(): ...        # drafts, one transaction for each

Readers and parser do not access the database; only the builder does.
"""
