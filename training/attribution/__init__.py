"""Trains the attribution tagger: `python -m attribution --help` from `training/`. See MODEL_CARD.md."""
