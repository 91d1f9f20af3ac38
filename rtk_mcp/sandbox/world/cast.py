"""The people of the world: fictional first names, each with a usual device and network."""

from rtk_mcp.sandbox.world import networks as net
from rtk_mcp.sandbox.world.meeting import Member

ANA = Member("Ana", "Ana", net.CABLE, net.MAC_CHROME)
PRIYA = Member("Priya", "Priya", net.FIBRE, net.MAC_CHROME)
KENJI = Member("Kenji", "Kenji", net.FAR_AWAY, net.WINDOWS_CHROME)
TOMAS = Member("Tomás", "Tomás", net.SOUTH, net.WINDOWS_EDGE)
LEILA = Member("Leila", "Leila", net.GULF, net.WINDOWS_EDGE)
SAM = Member("Sam", "Sam", net.OFFICE, net.MAC_SAFARI)
OTHER_SAM = Member("Sam in Sales", "Sam", net.CABLE, net.WINDOWS_CHROME)
"""Shares a display name with SAM and nothing else."""
NOOR = Member("Noor", "نور", net.GULF, net.PHONE)
YAEL = Member("Yael", "יעל", net.FIBRE, net.MAC_CHROME)
MEI = Member("Mei", "Mei", net.FAR_AWAY, net.MAC_SAFARI)
LUKAS = Member("Lukas", "Lukas", net.CABLE, net.LINUX_FIREFOX)
INGRID = Member("Ingrid", "Ingrid", net.FIBRE, net.WINDOWS_CHROME)
CHIDI = Member("Chidi", "Chidi", net.OFFICE, net.WINDOWS_CHROME)
AMARA = Member("Amara", "Amara", net.OFFICE, net.MAC_CHROME)
DIEGO = Member("Diego", "Diego", net.SOUTH, net.PHONE)
FREYA = Member("Freya", "Freya", net.FIBRE, net.WINDOWS_EDGE)
HANA = Member("Hana", "花", net.FAR_AWAY, net.MAC_CHROME)
OTTO = Member("Otto", "Otto", net.FIBRE, net.WINDOWS_CHROME)
JONAS = Member("Jonas", "Jonas", net.CABLE, net.LINUX_FIREFOX)
KOFI = Member("Kofi", "Kofi", net.CABLE, net.PHONE)
ROSA = Member("Rosa", "Rosa", net.SOUTH, net.MAC_SAFARI)

BOB = Member("Bob", "Bob", net.CABLE, net.WINDOWS_CHROME)
"""A guest whose name and messages are meant for machines."""

CREW = (
    *(ANA, PRIYA, KENJI, TOMAS, LEILA, SAM, OTHER_SAM, NOOR, YAEL, MEI),
    *(LUKAS, INGRID, CHIDI, AMARA, DIEGO, FREYA, HANA, OTTO, JONAS, KOFI, ROSA),
)
GUESTS = tuple(
    Member(name, name, network, device)
    for name, network, device in (
        ("Wanda", net.CABLE, net.WINDOWS_CHROME),
        ("Stefan", net.CABLE, net.WINDOWS_EDGE),
        ("Uma", net.FIBRE, net.MAC_CHROME),
        ("Viktor", net.CELLULAR, net.PHONE),
        ("Zoë", net.FIBRE, net.LINUX_FIREFOX),
    )
)
