"""What an expression is known to be: constants and paths as patterns.

Knows names and flow; must not know what a path is used for.
"""
