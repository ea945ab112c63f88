"""One rule per module, each declaring `RULE`. The engine finds them by walking this package.

A rule reads a candidate and the facts and answers with figures, also when it passes. It never raises on a fact that is
not known (None): then it was not asked. Its sentences stand in `monarr.messages.verdicts` under its code.
"""
