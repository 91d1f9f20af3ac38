"""The scripted service of the API's own tests."""

from tests.api.conftest import upstream

__all__ = ["upstream"]
