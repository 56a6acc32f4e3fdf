#!/usr/bin/env python3
"""Build the pages of a decision guide from `decision_tree.yaml`: a thin door to the commands of `tree_builder`."""

import sys

if __name__ == "__main__":
    try:
        from tree_builder.commands.line import main

        sys.exit(main())
    except KeyboardInterrupt:  # while the package is imported
        sys.exit(130)
