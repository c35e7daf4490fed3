"""Time zones of countries, from CLDR."""

from __future__ import annotations

from babel.core import get_global


def find_time_zone(country: str) -> str:
    """Return the time zone of the country with this ISO 3166 code.

    If the country has several time zones, the result is the first one in Europe. It is "" if the country is
    unknown, or if none of its several time zones is in Europe.

    >>> find_time_zone("GR"), find_time_zone("ES"), find_time_zone("PT"), find_time_zone("US")
    ('Europe/Athens', 'Europe/Madrid', 'Europe/Lisbon', '')
    """
    zones: list[str] = get_global("territory_zones").get(country, [])
    if len(zones) == 1:
        return str(zones[0])
    return next((str(zone) for zone in zones if zone.startswith("Europe/")), "")
