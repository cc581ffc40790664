"""Configuration documents: which key is set where, read where, and wins.

Must not know the pipeline.
"""
