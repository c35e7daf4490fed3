"""Time zones of countries, from CLDR."""

from __future__ import annotations

from babel.core import get_global


def find_time_zone(country: str) -> str:
    """Return the time zone of a country, by its ISO 3166 code; if it has several, the one in mainland Europe.

    The result is "" if the country is unknown, or has several zones of which none is in Europe.

    >>> find_time_zone("GR"), find_time_zone("ES"), find_time_zone("PT"), find_time_zone("US")
    ('Europe/Athens', 'Europe/Madrid', 'Europe/Lisbon', '')
    """
    zones: list[str] = get_global("territory_zones").get(country, [])
    if len(zones) == 1:
        return str(zones[0])
    return next((str(zone) for zone in zones if zone.startswith("Europe/")), "")
