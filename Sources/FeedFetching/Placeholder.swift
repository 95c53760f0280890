enum FeedFetchingPlaceholder {}
