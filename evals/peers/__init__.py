"""Other ways to do the same, to compare with: never used by the assistant itself."""
