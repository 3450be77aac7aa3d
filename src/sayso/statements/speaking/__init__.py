"""Whose words they are: one source read to the speaker it means."""
