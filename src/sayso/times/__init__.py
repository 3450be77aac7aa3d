"""Time expressions and their TIMEX3 values. Pure."""

from sayso.times.reader import Moving, is_ahead, is_past, read_moving, read_times
from sayso.times.written import read_date

__all__ = ["Moving", "is_ahead", "is_past", "read_date", "read_moving", "read_times"]
