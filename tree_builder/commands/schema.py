"""The command `schema`: print the JSON Schema of the format."""

import sys

from ..check.schema import schema_text


def schema() -> int:
    """Print the schema. Returns the exit status."""
    sys.stdout.write(schema_text())
    return 0
