"""The same code in several places, and what differs between the copies.

Must not know options, configuration or artifacts.
"""
