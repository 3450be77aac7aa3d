"""In whose voice an article speaks where nobody is told to say its words: publisher, writer, or who answers in it."""
