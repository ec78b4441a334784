"""Answerers: one file each, all made to the protocol in ``base.py``."""
