"""The condenser: bytes of a peer report in, findings with evidence out. Pure and synchronous."""
