"""Every way of writing there is, as a victim of kills, by name."""

from tests.reliability import victims, victims_of_copies

VICTIMS = victims.VICTIMS | victims_of_copies.VICTIMS
