"""National Bank of North Macedonia: middle rates, in denars for `nomin` units of each currency.

`datum` is a day in force and is the day that is kept. Every calendar day has a row, so three days
repeat what was fixed on a Friday. `datum_f` is the day of fixing, which is the market day, and
`rBr` is the number of the list, the same on the days that repeat it. The rate of the euro is the
bank's own. All others follow from it and the ECB's rates on the day of fixing: all 2436 prices
recorded from March to May 2026 match to the last digit, except on Good Friday and Easter Monday,
when the ECB has none. Source: the bank's own JSON. Uncertain: since when they match, and the hour.
"""

from __future__ import annotations

from datetime import date, time, timedelta

from ..publishing.documents import rows
from ..publishing.plans import requests_to
from ..publishing.provider import Answer, Provider, Published, Quotes
from ..publishing.quotation import Quotation

URL = (
    "https://www.nbrm.mk/KLServiceNOV/GetExchangeRate"
    "?EndDate={last:%d.%m.%Y}&StartDate={first:%d.%m.%Y}&format=json"
)
DENARS = Quotation("nbrm", "MKD", "official")

plan = requests_to(URL)


def parse(answer: Answer) -> Quotes:
    """Return the quotes of the days asked for."""
    for row in rows(answer.body):
        on, fixed = date.fromisoformat(row["datum"][:10]), row.get("datum_f")
        yield from DENARS.direct(
            row["oznaka"].strip(),
            row["sreden"] or "",
            on,
            int(row["nomin"] or 0),
            market_on=date.fromisoformat(fixed[:10]) if fixed else None,
            number=row.get("rBr") or "",
        )


PROVIDER = Provider(
    id="nbrm",
    name="National Bank of the Republic of North Macedonia",
    country="MK",
    pivot="MKD",
    kind="official",
    dates="in force",
    since=date(1993, 5, 10),
    gap=3,
    zone="Europe/Skopje",
    published=(Published(time(14, 30), timedelta(hours=3), before=1),),
    home="https://www.nbrm.mk/kursna_lista-en.nspx",
    terms="middle rates, free reuse with the source named",
    plan=plan,
    parse=parse,
    window=90,
    copies=("ecb", date(2026, 3, 1)),
)
