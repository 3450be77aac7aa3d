"""Who and what is named in an article: people, bodies, offices, states, roles."""
