"""Getting this server into the programs that talk to it: `rtk-mcp install`."""
