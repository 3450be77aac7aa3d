"""Through whom and when: outlets, agencies, venues, and the day of the saying."""
