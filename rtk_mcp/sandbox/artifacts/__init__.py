"""The files of a session, byte for byte as the service stores them."""
