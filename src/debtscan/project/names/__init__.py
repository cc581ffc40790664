"""What a name means: modules, imports, definitions, calls, and where a word could mean one.

Knows facts only; must not know what a value is or what a file is for.
"""
