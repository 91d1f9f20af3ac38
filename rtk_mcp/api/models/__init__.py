"""Lenient pydantic models of every documented answer."""
