"""Benchmarks: public questions, speed, and size, each beside a pipeline that many people use."""
