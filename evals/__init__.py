"""Does it work: questions with what a right answer holds in, figures out."""
