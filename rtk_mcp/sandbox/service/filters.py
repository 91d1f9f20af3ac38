"""The `filters` parameter of a participant and of a peer report."""

from typing import Any

from rtk_mcp.sandbox.service.query import Query

_KEPT_METADATA = {
    "device_info": (
        "audio_devices_updates",
        "browser_metadata",
        "device_info",
        "native_metadata",
        "sdk_name",
        "sdk_type",
        "sdk_version",
        "selected_device_updates",
        "speaker_devices_updates",
        "video_devices_updates",
    ),
    "ip_information": ("candidate_pairs", "ip_information"),
    "precall_network_information": ("pc_metadata",),
    "events": ("events",),
    "quality_stats": (),
}


def report_filter(query: Query) -> str | None:
    """The asked section, None for all.

    A list is refused with 422: the text of the documentation allows one, its newest schema does not.
    """
    return query.choice("filters", tuple(_KEPT_METADATA))


def narrow(report: dict[str, Any], section: str | None) -> dict[str, Any]:
    """The report with the asked section alone."""
    if section is None:
        return report
    if section == "quality_stats":
        return {"quality": report.get("quality", {})}
    metadata = report.get("metadata", {})
    return {"metadata": {name: metadata[name] for name in _KEPT_METADATA[section] if name in metadata}}
