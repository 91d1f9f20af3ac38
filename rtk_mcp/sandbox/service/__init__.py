"""The service's manners over the world: requests in, answers and faults out."""
