"""What the words do: the act, its negation and hedges, at whom it is aimed, and what is said."""
