"""A call simulation: people, devices and networks in, the reports the service would have kept out."""
