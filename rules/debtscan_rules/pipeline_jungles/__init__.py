"""Pipeline jungles: steps of data preparation held together by files, names and order.

Knows the rule kit alone; must not know the rules of other categories.
"""
