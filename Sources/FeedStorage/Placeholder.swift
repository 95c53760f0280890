enum FeedStoragePlaceholder {}
