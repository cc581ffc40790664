"""The pipeline that really exists: steps, what they exchange, and who orders them.

Knows every other room; must not know how it is drawn.
"""
