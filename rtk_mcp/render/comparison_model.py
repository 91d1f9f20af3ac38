"""The published shape of a comparison: few words, as every host pays for them in every conversation."""

from typing import Annotated

from pydantic import BaseModel, Field, WithJsonSchema


class DifferenceItem(BaseModel):
    """A group against all others: of a verdict the share of people who had it, of a metric the median."""

    by: str
    group: str
    what: str
    value: float
    people: int
    others_value: float
    others: int
    p: float
    test: str
    confounded: list[str] | None = None


class MetricItem(BaseModel):
    """One metric over a group's people; of one or two their values."""

    metric: str
    median: float | None = None
    worst_tenth: float | None = None
    values: list[float] | None = None
    people: int


class RateItem(BaseModel):
    """In how many stays a finding was made, and how often that is."""

    code: str
    stays: int
    per_100_hours: float | None = None


class GroupItem(BaseModel):
    """The people of one group, and all of their calls by verdict; without a name it is everybody."""

    by: str | None = None
    group: str | None = None
    people: int
    calls: int
    poor: int
    fair: int
    good: int
    hours: float | None = None
    metrics: list[MetricItem] | None = None
    findings: list[RateItem] | None = None


class PersonItem(BaseModel):
    """One person; `own_trouble` is the verdict without what other senders brought, where it is another."""

    name: str | None = None
    peer_id: str
    verdict: str
    own_trouble: str | None = None
    finding: str | None = None
    metrics: dict[str, float]


class QualityComparison(BaseModel):
    """How groups of people, each counted once, differ in call quality."""

    headline: str
    differences: list[DifferenceItem] = Field(default_factory=list)
    trend: str | None = None
    groups: Annotated[list[GroupItem], WithJsonSchema({"type": "array"})] = Field(default_factory=list)
    people: Annotated[list[PersonItem], WithJsonSchema({"type": "array"})] = Field(default_factory=list)
    sessions: int = 0
    reports: int = 0
    notes: list[str] = Field(default_factory=list)
    next_cursor: str | None = None
    left_out: str | None = None
