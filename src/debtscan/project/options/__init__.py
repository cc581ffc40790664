"""Options of every framework: declared where, set by whom, read by whom.

Must not know configuration files or artifacts.
"""
