"""One stay as a comparison needs it: a few hundred bytes of a report of megabytes."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from rtk_mcp.api.models.participant import Participant
from rtk_mcp.meeting.comparing.dimensions import DIRECT, Dimension, Trait, trait
from rtk_mcp.meeting.comparing.metrics import MeasureName, Tally, tallies
from rtk_mcp.meeting.comparing.own_part import OwnPart, felt_codes, own_part
from rtk_mcp.meeting.people import identity_of, ids_of
from rtk_mcp.report.context import Context, Machine, Path
from rtk_mcp.report.finding import Verdict
from rtk_mcp.report.once import diagnose_once
from rtk_mcp.report.signals import PeerSignals


@dataclass(frozen=True, slots=True)
class StaySample:
    """One connection of one person.

    Attributes:
        marks: ids by which it is known whose it is, with their kinds; none of two stays of different people are equal.
        traits: its group in each dimension; unknown ones are left out.
        minutes: how long the person was there; None where that is not told.
        measured: per metric the sum over its samples.
        codes: of the findings that were felt.
        missing: why there is no report; None when there is one.
        name: as the person called themselves, not cleaned.
        own: what of it is the person's own trouble; None where all of it is.
    """

    peer_id: str
    marks: tuple[tuple[str, str], ...]
    traits: Mapping[Dimension, Trait]
    minutes: float | None = None
    verdict: Verdict = "unknown"
    measured: Mapping[MeasureName, Tally] = field(default_factory=dict)
    codes: tuple[str, ...] = ()
    missing: str | None = None
    name: str | None = field(default=None, repr=False)
    own: OwnPart | None = None

    def own_sample(self) -> "StaySample":
        """The same stay without what other senders brought into it."""
        own = self.own
        if own is None:
            return self
        return replace(self, verdict=own.verdict, measured=own.measured, codes=own.codes, own=None)


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a stay took place, None where it is not known: only the person's report is asked about."""

    session_id: str | None = None
    started_at: datetime | None = None


def sample_of(stay: Participant, setting: Setting, signals: PeerSignals) -> StaySample:
    """A stay with what its report shows; what the service does not say of the stay its report may."""
    person = signals.context.participant
    known = stay.model_copy(
        update={
            "id": stay.id or person.peer_id,
            "user_id": stay.user_id or person.user_id,
            "custom_participant_id": stay.custom_participant_id or person.custom_participant_id,
            "display_name": stay.display_name or person.name,
            "preset_name": stay.preset_name or person.role,
            "joined_at": stay.joined_at or person.joined_at,
            "left_at": stay.left_at or person.left_at,
            "duration": person.minutes if stay.duration is None else stay.duration,
        }
    )
    placed = Setting(setting.session_id or person.session_id, setting.started_at)
    diagnosis = diagnose_once(signals)
    return StaySample(
        peer_id=known.id or "",
        marks=_marks(known),
        traits=_traits(known, placed, signals.context),
        minutes=_minutes(known),
        verdict=diagnosis.verdict,
        measured=tallies(signals.streams),
        codes=felt_codes(diagnosis.findings),
        name=known.display_name,
        own=own_part(signals, diagnosis.findings),
    )


def without_report(stay: Participant, setting: Setting, missing: str) -> StaySample:
    """A stay of which nothing is known but that it was."""
    return StaySample(
        peer_id=stay.id or "",
        marks=_marks(stay),
        traits=_traits(stay, setting, None),
        minutes=_minutes(stay),
        missing=missing,
        name=stay.display_name,
    )


def _marks(stay: Participant) -> tuple[tuple[str, str], ...]:
    return tuple(ids_of(identity_of(stay)))


def _traits(stay: Participant, setting: Setting, context: Context | None) -> dict[Dimension, Trait]:
    started = setting.started_at or stay.joined_at
    told: dict[Dimension, Trait | None] = {
        "preset": trait(stay.preset_name),
        "day": trait(started.astimezone(UTC).date().isoformat()) if started else None,
        "session": trait(setting.session_id),
    }
    if context:
        machine, network = context.machine, context.network
        told |= {
            "browser": trait(machine.browser),
            "os": trait(machine.os),
            "sdk_version": _sdk(machine),
            "country": trait(network.country),
            "asn": trait(network.asn, network.organisation),
            "relay_protocol": _relay(context.paths),
        }
    return {dimension: found for dimension, found in told.items() if found}


def _sdk(machine: Machine) -> Trait | None:
    """A version is one of an SDK: two may have the same number."""
    version, name = trait(machine.sdk_version), trait(machine.sdk_name)
    if version is None or name is None:
        return version
    return Trait(f"{name.key} {version.key}", f"{name.label} {version.label}")


def _relay(paths: tuple[Path, ...]) -> Trait | None:
    """`none`, or the protocol to the relay in use; None when no path is known."""
    relayed = sorted({path.protocol or "unknown protocol" for path in paths if path.kind == "relay"})
    if relayed:
        return trait(" and ".join(relayed))
    return Trait(DIRECT, DIRECT) if any(path.kind for path in paths) else None


def _minutes(stay: Participant) -> float | None:
    if stay.joined_at and stay.left_at:
        return max((stay.left_at - stay.joined_at).total_seconds(), 0) / 60
    return stay.duration
