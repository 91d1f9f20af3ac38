"""Who fills the large meetings: more fictional first names, on the networks and devices that everybody has."""

from itertools import cycle

from rtk_mcp.sandbox.world import networks as net
from rtk_mcp.sandbox.world.meeting import Member

_NAMES = (
    *(
        "Adele",
        "Aiko",
        "Alba",
        "Anders",
        "Anouk",
        "Arjun",
        "Asha",
        "Astrid",
        "Aylin",
        "Baraka",
        "Bea",
        "Bruno",
    ),
    *(
        "Carla",
        "Cem",
        "Clara",
        "Dalia",
        "Dario",
        "Davi",
        "Edda",
        "Elif",
        "Elsa",
        "Emeka",
        "Enzo",
        "Eva",
        "Farid",
    ),
    *(
        "Fatou",
        "Femke",
        "Gita",
        "Greta",
        "Håkon",
        "Hugo",
        "Ilse",
        "Imani",
        "Iris",
        "Ivo",
        "Jamila",
        "Jiro",
        "Joana",
    ),
    *(
        "Kaito",
        "Karim",
        "Keiko",
        "Lars",
        "Lea",
        "Luca",
        "Lwazi",
        "Maja",
        "Malik",
        "Marta",
        "Mika",
        "Naomi",
        "Nils",
    ),
    *(
        "Nina",
        "Nuno",
        "Olga",
        "Omar",
        "Paulo",
        "Petra",
        "Rafa",
        "Ravi",
        "Rui",
        "Selma",
        "Sven",
        "Tariq",
        "Tilda",
    ),
    *("Tuva", "Vera", "Wim", "Yara", "Yusuf", "Zara", "Zeno", "Zuri", "Şebnem", "Łucja", "Øyvind"),
)
_NETWORKS = (
    net.FIBRE,
    net.CABLE,
    net.FAR_AWAY,
    net.SOUTH,
    net.GULF,
    net.OFFICE,
    net.NORTH,
    net.COAST,
    net.HILLS,
)
_DEVICES = (net.WINDOWS_CHROME, net.MAC_CHROME, net.WINDOWS_EDGE, net.MAC_SAFARI, net.LINUX_FIREFOX)

AUDIENCE = tuple(
    Member(name, name, network, device)
    for name, network, device in zip(_NAMES, cycle(_NETWORKS), cycle(_DEVICES), strict=False)
)
