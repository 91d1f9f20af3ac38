"""The scripted service of the API's own tests."""

from tests.api.conftest import downloads, kit, settings, storage, upstream

__all__ = ["downloads", "kit", "settings", "storage", "upstream"]
