"""The scripted service of the API's own tests."""

from tests.api.conftest import kit, settings, storage, upstream

__all__ = ["kit", "settings", "storage", "upstream"]
