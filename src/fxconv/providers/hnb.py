"""Croatian National Bank: rates applied on a day, in euro since 2023 and in kuna before.

Since 2023 the rates are units of the other currency for one euro (`v3`), equal to the ECB's
reference rates of the working day before, as all 60 recorded middle rates are. Until 2022 they are
in kunas for `jedinica` units of each currency (`v2`). The printed date is the day of application.
The market day is the working day before, which is not printed; it is taken to be the weekday
before, without regard to public holidays.

The bank buys foreign currency at `kupovni` and sells it at `prodajni`. With the euro as the base,
`kupovni` is therefore the ask and the higher one. Both are zero if there is only a middle rate.
Source: the bank's own JSON. Uncertain: the hours.
"""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from ..publishing.documents import rows, weekday_before
from ..publishing.provider import Answer, Provider, Published, Quotes, Request
from ..publishing.quotation import Quotation

if TYPE_CHECKING:
    from ..dates.spans import Span


KUNA = "https://api.hnb.hr/tecajn/v2?datum-do={last}&datum-od={first}"
EURO = "https://api.hnb.hr/tecajn-eur/v3?datum-primjene-do={last}&datum-primjene-od={first}"
LAST_KUNA, FIRST_EURO = date(2022, 12, 31), date(2023, 1, 1)
COLUMNS = {"srednji_tecaj": "mid", "kupovni_tecaj": "bid", "prodajni_tecaj": "ask"}
TURNED = {"mid": "mid", "bid": "ask", "ask": "bid"}
KUNAS = Quotation("hnb", "HRK", "official", market=weekday_before)
EUROS = KUNAS._replace(home="EUR")


def plan(span: Span) -> list[Request]:
    """Return the requests for the days of application, kuna and euro apart."""
    (first, last), requests = span, []
    if first < FIRST_EURO:
        requests.append(Request(KUNA.format(first=first, last=min(last, LAST_KUNA))))
    if last > LAST_KUNA:
        requests.append(Request(EURO.format(first=max(first, FIRST_EURO), last=last)))
    return requests


def parse(answer: Answer) -> Quotes:
    """Return the quotes of some days from either list, with the number of the list."""
    for row in rows(answer.body):
        for column, side in COLUMNS.items():
            for quote in _quote(row, row[column].strip().replace(",", "."), side):
                yield quote._replace(number=row.get("broj_tecajnice", ""))


def _quote(row: dict[str, str], price: str, side: str) -> Quotes:
    code = row["valuta"]
    if "datum_primjene" in row:
        on = date.fromisoformat(row["datum_primjene"])
        return EUROS.indirect(code, price, on, side=TURNED[side])
    return KUNAS.direct(code, price, date.fromisoformat(row["datum"]), int(row["jedinica"]), side)


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
