"""What somebody complained of, answered by what all reports of a meeting say."""
