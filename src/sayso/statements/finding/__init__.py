"""Where the sayings of an article are: what the network sees and what the rules see, joined."""
