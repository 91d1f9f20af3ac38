"""How good the findings are: random simulated calls whose causes are known, against what the diagnosis says of them.

A scenario draws a call and spoils it with a cause; its label follows from that cause, never from the report. `python -m
evaluation` plays hundreds of them on seeds that no rule was tuned on and prints one table.
"""
