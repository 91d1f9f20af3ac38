"""How good the diagnosis of whole meetings is: random simulated meetings with known causes, all reports read together."""
