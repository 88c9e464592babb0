"""All attacks."""

from . import forgeries, scripts

ATTACKS = (*forgeries.ATTACKS, *scripts.ATTACKS)
