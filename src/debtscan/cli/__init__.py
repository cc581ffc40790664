"""The command line: commands, exit codes, and the one place where the layers are joined.

Knows every layer; must not hold any judgement of its own about code, scores or formats.
"""
