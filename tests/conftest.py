"""What holds for all tests."""

from hypothesis import settings

# these machines are noisy: how long an example takes says nothing
settings.register_profile("poryadok", deadline=None)
settings.load_profile("poryadok")
