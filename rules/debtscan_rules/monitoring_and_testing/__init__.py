"""Monitoring and testing: failures and changes nobody would notice.

Knows the rule kit alone; must not know the rules of other categories.
"""
