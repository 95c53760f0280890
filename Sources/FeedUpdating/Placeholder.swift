enum FeedUpdatingPlaceholder {}
