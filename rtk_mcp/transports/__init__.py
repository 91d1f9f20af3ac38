"""How hosts reach the server: a child process's pipes, or HTTP."""
