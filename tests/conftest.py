"""What holds for all tests."""

from hypothesis import settings

# these machines are noisy: how long an example takes says nothing
settings.register_profile("everyday", deadline=None, max_examples=25)
settings.register_profile("thorough", deadline=None, max_examples=200)
settings.load_profile("everyday")
