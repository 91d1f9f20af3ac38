"""Where people are: provider and town, each shared by chance now and then."""

from dataclasses import dataclass, replace
from random import Random

from rtk_mcp.sandbox.simulation.plan import Network

_PLACES = 60
_FIRST_ASN = 64_512
"""From here on, numbers are for private use (RFC 6996) and belong to nobody."""
_COUNTRIES = ("NL", "DE", "FR", "IN", "BR", "US", "JP", "KE")


@dataclass(frozen=True, slots=True)
class Place:
    """A provider and a town by their numbers."""

    provider: int
    town: int

    def on(self, network: Network) -> Network:
        """The same network, there."""
        return replace(
            network,
            asn=f"AS{_FIRST_ASN + self.provider}",
            organisation=f"Example Broadband {self.provider}",
            city=f"Example City {self.town}",
            region=f"Example Region {self.town // 4}",
            country=_COUNTRIES[self.town // 4 % len(_COUNTRIES)],
        )


def anywhere(rng: Random) -> Place:
    """Any place; some share a provider or a town by chance."""
    return Place(rng.randrange(_PLACES), rng.randrange(_PLACES))


def apart(rng: Random, number: int) -> list[Place]:
    """Places of which no two share anything."""
    numbers = range(_PLACES)
    return [
        Place(provider, town)
        for provider, town in zip(rng.sample(numbers, number), rng.sample(numbers, number), strict=True)
    ]
