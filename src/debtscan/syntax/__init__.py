"""Bytes -> `FileFacts`: one module per kind of file, each imported when its kind is met.

The only layer that knows libcst, YAML, TOML, notebooks and shell; must not know rules or paths.
"""

from debtscan.syntax.readers import extract

__all__ = ["extract"]
