"""What holds for all tests."""

from hypothesis import settings

settings.register_profile("debtscan", deadline=None)  # how long a test takes is no behaviour
settings.load_profile("debtscan")
