"""Answers as documents that can be worked on: Word and Markdown, with footnotes."""
