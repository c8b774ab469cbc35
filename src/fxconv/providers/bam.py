"""Bank Al-Maghrib: transfer rates, dirhams for the printed `uniteDevise` of each currency.

Set at 12:30 of every working day, which is printed and is the market day; none on holidays and on
25 and 26 December. One day for each request, slowly. A day may be there twice in one answer, once
without some currencies; rows that say the same count once. From 2016 there is a middle rate, before
it, it seems, only a buying and a selling one, whose names `achat` and `vente` are doubtful. The row
of the ouguiya is still labelled MRO, but it is the MRU of 2018: rows since 2019 are read so and
those of 2018 are left out, as it is not known on which day the bank changed; so are rows of TRY and
RON before those units existed. From the bank's own JSON and its description of the API.
"""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from ..money.currency import lookup
from ..publishing.provider import Answer, Key, Provider, Published, Request, rows
from ..rates.quote import Quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..dates.spans import Span


URL = "https://api.centralbankofmorocco.ma/cours/Version1/api/CoursVirement?date={day}T12:30:00"
SINCE = date(1999, 1, 1)
NEW = {"MRU": date(2019, 1, 1), "TRY": date(2005, 1, 1), "RON": date(2005, 7, 1)}
SIDES = {"moyen": "mid", "achat": "bid", "vente": "ask"}


def plan(span: Span) -> list[Request]:
    """Return the request for a day."""
    return [Request(URL.format(day=span.first))]


def parse(answer: Answer) -> list[Quote]:
    """Return the quotes of a day, each once; an empty list is a day without rates."""
    found = dict.fromkeys(q for row in rows(answer.body) for q in _quotes(row))
    asked = re.search(r"[?&]date=([0-9-]{10})", answer.url)
    if asked and {str(q.on) for q in found} - {asked[1]}:
        raise ValueError(f"rates of another day than {asked[1]}")
    if len({(q.base, q.on, q.side) for q in found}) < len(found):
        raise ValueError("two rates of one currency and day")
    return list(found)


def _quotes(row: dict[str, str]) -> Iterator[Quote]:
    on, code, per = date.fromisoformat(row["date"][:10]), row["libDevise"], int(row["uniteDevise"])
    if code == "MRO" and on >= date(2018, 1, 1):
        code = "MRU"
    if lookup(code) and on >= NEW.get(code, SINCE) and per:
        for name, side in SIDES.items():
            price = row.get(name) or ""
            if price.strip("0."):
                yield Quote(code, "MAD", price, on, "bam", per, side, kind="official")


PROVIDER = Provider(
    id="bam",
    name="Bank Al-Maghrib",
    country="MA",
    pivot="MAD",
    kind="official",
    dates="market day",
    since=SINCE,
    gap=10,
    zone="Africa/Casablanca",
    published=(Published(time(12, 30), timedelta(hours=1)),),
    home="https://www.bkam.ma/en/Markets/Key-indicators/Foreign-exchange-market/Foreign-exchange-rates",
    terms="name the source",
    plan=plan,
    parse=parse,
    window=1,
    pause=15,
    key=Key(
        "header",
        ("Ocp-Apim-Subscription-Key",),
        "https://apihelpdesk.centralbankofmorocco.ma/",
    ),
)
