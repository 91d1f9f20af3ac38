"""The values that the API's parameters take, under the API's own spelling."""

from typing import Literal

SessionSortBy = Literal["minutesConsumed", "createdAt"]
ParticipantSortBy = Literal["joinedAt", "duration"]
SortOrder = Literal["ASC", "DESC"]
SessionStatus = Literal["LIVE", "ENDED"]
ParticipantView = Literal["raw", "consolidated"]
TranscriptFormat = Literal["SRT", "VTT", "JSON", "CSV"]
ReportFilter = Literal[
    "device_info", "ip_information", "precall_network_information", "events", "quality_stats"
]
ReportFilters = ReportFilter | tuple[ReportFilter, ...]
"""One part of a peer report, or several: the service may refuse those, see `RealtimeKit.get_peer_report`."""
