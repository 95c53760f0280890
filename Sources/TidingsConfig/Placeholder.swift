enum TidingsConfigPlaceholder {}
