"""Where an object goes: through names, attributes, parameters, returns and imports.

Knows names; must not know what the object is (a parser, a namespace, a frame).
"""
