"""Text for a model to read and structured results for a program, within byte budgets."""
