"""`make eval`: how good the findings are on calls that no rule was tuned on."""

import sys

from evaluation.cli import main

sys.exit(main(sys.argv[1:]))
