"""From a checked tree to the text of every generated file. Touches no disk but for the package's own files."""
