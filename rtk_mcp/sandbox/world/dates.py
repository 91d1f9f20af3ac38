"""When the world's meetings take place, seen from now."""

from datetime import datetime, timedelta

from rtk_mcp.sandbox.world.meeting import Day

_DAYS_A_WEEK = 7
_WEEKEND_BEGINS = 5
_MARGIN = timedelta(minutes=30)
"""So that "in the last seven days" is true of a weekly meeting while this is looked at."""


def starts_at(day: Day, minutes: float, now: datetime) -> datetime:
    """The start, such that the meeting is over by now unless it is given as minutes ago."""
    if day.minutes_ago is not None:
        return now - timedelta(minutes=day.minutes_ago)
    at = now.replace(hour=day.hour, minute=day.minute, second=0, microsecond=0)
    if day.weekday is None:
        return _workdays_before(at, day.workdays_ago)
    if day.last_week:
        return at - timedelta(days=at.weekday() + _DAYS_A_WEEK - day.weekday)
    at -= timedelta(days=(at.weekday() - day.weekday) % _DAYS_A_WEEK)
    if at + timedelta(minutes=minutes) > now:
        at -= timedelta(days=_DAYS_A_WEEK)
    if now - at > timedelta(days=_DAYS_A_WEEK) - _MARGIN:
        at += timedelta(minutes=minutes) + 2 * _MARGIN
    return at


def _workdays_before(at: datetime, count: int) -> datetime:
    while count:
        at -= timedelta(days=1)
        count -= at.weekday() < _WEEKEND_BEGINS
    return at
