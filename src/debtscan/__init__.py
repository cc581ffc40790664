"""debtscan: the technical debt of machine-learning code that linters cannot see."""

__version__ = "0.1.0"
