"""Runs the stages: packs, settings, workers, cache, selection, and the pipeline itself.

Names no rule and knows no syntax; must not know how a result is scored or shown.
"""
