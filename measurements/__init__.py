"""What the articles claim about speed, memory, size and the number of parts, measured.

`python -m measurements` runs everything and writes `results.json` and `docs/measurements.md`; `make measure` does so in an
environment of its own. What is measured stands in `subjects.py`, what is compared in `claims.py`. The folder
`applications` holds the applications that are run: no code here imports them.
"""
