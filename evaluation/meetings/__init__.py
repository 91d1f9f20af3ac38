"""How good the diagnosis of whole meetings is: simulated meetings of known causes, all reports read at once."""
