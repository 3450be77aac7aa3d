"""Time expressions and their TIMEX3 values. Pure."""

from sayso.times.reader import read_times
from sayso.times.written import read_date

__all__ = ["read_date", "read_times"]
