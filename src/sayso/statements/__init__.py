"""An article to its statements."""
