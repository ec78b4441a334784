"""What is kept: accounts and keys, conversations, questions and ratings."""
