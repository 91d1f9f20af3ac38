"""`make bench`."""

from benchmarks import cold_start

for measure in (cold_start.measure,):
    print(measure())
