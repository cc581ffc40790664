"""Configuration sprawl: options, keys and paths that multiply, disagree or reach nothing.

Knows the rule kit alone; must not know the rules of other categories.
"""
