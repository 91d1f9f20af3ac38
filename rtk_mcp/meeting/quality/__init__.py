"""How a meeting went for everybody: all of its peer reports read together."""
