"""A Model Context Protocol server for Cloudflare RealtimeKit meetings."""

__version__ = "0.1.0"
