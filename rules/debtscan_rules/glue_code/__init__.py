"""Glue code: what holds general-purpose packages and the rest of the code together.

Knows the rule kit alone; must not know the rules of other categories.
"""
