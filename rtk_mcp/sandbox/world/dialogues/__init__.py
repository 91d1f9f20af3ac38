"""What people say, write in chat, and what the summaries make of it: text, and nothing else."""
