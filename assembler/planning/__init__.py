"""Planning of a visit: days, hours, tracks, rooms and people for its sessions, and calendars.

Google's OR-Tools finds the plan. Only this package needs it, and the extra ``plan`` installs it. The same
record always gets the same plan. Sessions that were held never move, and sessions that have a time move only
if they must. If the sessions do not fit, the result lists changes that would make them fit.
"""
