"""Croatian National Bank: rates applied on a day, in euro since 2023 and in kuna before.

Since 2023 units of the other currency for one euro (`v3`), equal to the ECB's reference rates of
the working day before, as all 60 middle rates recorded are; until 2022 kunas for `jedinica` units
of each currency (`v2`). The printed date is the day of application. The market day is the working
day before, which is not printed: it is taken as the weekday before, public holidays not being known
here.

`kupovni` is at what the bank buys foreign currency and `prodajni` at what it sells it, so that with
the euro as the base the first is the ask and the higher one. Both are zero where there is only a
middle rate. From the bank's own JSON; the hours are doubtful.
"""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from ..money.currency import lookup
from ..publishing.provider import Answer, Provider, Published, Request, rows, weekday_before
from ..rates.quote import Quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..dates.spans import Span


KUNA = "https://api.hnb.hr/tecajn/v2?datum-do={last}&datum-od={first}"
EURO = "https://api.hnb.hr/tecajn-eur/v3?datum-primjene-do={last}&datum-primjene-od={first}"
LAST_KUNA, FIRST_EURO = date(2022, 12, 31), date(2023, 1, 1)
COLUMNS = {"srednji_tecaj": "mid", "kupovni_tecaj": "bid", "prodajni_tecaj": "ask"}
TURNED = {"mid": "mid", "bid": "ask", "ask": "bid"}


def plan(span: Span) -> list[Request]:
    """Return the requests for the days of application, kuna and euro apart."""
    (first, last), requests = span, []
    if first < FIRST_EURO:
        requests.append(Request(KUNA.format(first=first, last=min(last, LAST_KUNA))))
    if last > LAST_KUNA:
        requests.append(Request(EURO.format(first=max(first, FIRST_EURO), last=last)))
    return requests


def parse(answer: Answer) -> Iterator[Quote]:
    """Return the quotes of some days, of either list."""
    for row in rows(answer.body):
        for column, side in COLUMNS.items():
            yield from _quote(row, row[column].strip().replace(",", "."), side)


def _quote(row: dict[str, str], price: str, side: str) -> Iterator[Quote]:
    kuna = "datum_primjene" not in row
    on = date.fromisoformat(row["datum" if kuna else "datum_primjene"])
    code, per = row["valuta"], int(row["jedinica"]) if kuna else 1
    pair = (code, "HRK") if kuna else ("EUR", code)
    seen, number = side if kuna else TURNED[side], row.get("broj_tecajnice", "")
    if price.strip("0.") and per and lookup(code):
        quote = Quote(*pair, price, on, "hnb", per, seen, weekday_before(on), "official")
        yield quote._replace(number=number)


PROVIDER = Provider(
    id="hnb",
    name="Croatian National Bank",
    country="HR",
    pivot="EUR",
    kind="official",
    dates="in force",
    since=date(1994, 5, 30),
    gap=7,
    zone="Europe/Zagreb",
    published=(
        Published(time(14, 0), timedelta(hours=3), until=LAST_KUNA, before=1),
        Published(time(16, 0), timedelta(hours=2), before=1),
    ),
    home="https://www.hnb.hr/en/core-functions/monetary-policy/exchange-rate-list/exchange-rate-list",
    terms="free reuse with the source named",
    plan=plan,
    parse=parse,
    window=92,
    copies=("ecb", FIRST_EURO),
)
