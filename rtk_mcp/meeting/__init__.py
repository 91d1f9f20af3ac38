"""The whole meeting: what was said in it and how it went for everybody."""
