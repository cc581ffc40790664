"""What data reaches a fit, a prediction, a split, a save, a decision.

Knows facts, names and calls; must not know paths, options, artifacts or rules.
"""
