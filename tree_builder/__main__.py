"""`python -m tree_builder` is `decision-guide`, also where no command was put on the path."""

import sys

from .commands.line import main

sys.exit(main())
