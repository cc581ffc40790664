"""What is read and written: files, tables, objects, hub models, and who declares them.

Must not know the order of steps.
"""
