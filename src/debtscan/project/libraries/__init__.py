"""What calls, bases and decorators of well-known libraries mean.

Knows names only; must not know any file of the repository.
"""
