"""The MCP surface: tools, resources, prompts."""
