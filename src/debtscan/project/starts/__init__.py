"""What runs: commands, entry points, stages, sides.

Must not know what is read or written by what runs.
"""
