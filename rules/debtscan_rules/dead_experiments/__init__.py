"""Dead experimental codepaths: what was tried, decided and never taken out.

Knows the rule kit alone; must not know the rules of other categories.
"""
