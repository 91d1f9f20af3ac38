"""Cloudflare: one client for the API, one without credentials for download links. Knows nothing of MCP."""
