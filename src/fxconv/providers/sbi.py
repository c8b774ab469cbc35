"""Central Bank of Iceland: official reference and middle rates, kronur for one unit of a currency.

Two groups of series: 9 is the official reference rate of the major currencies, since 1981, 7 the
middle rate of others, since December 2006. A series has a number and is for one currency and side,
which its description names: `kaupgengi` is what the bank buys at, `miðgengi` the middle,
`sölugengi` what it sells at; both sides ended on 1 April 2020. Days are written the American way,
month first. Decimals are padded with zeros to six, which says nothing about precision.

The printed day is that of the market. The euro was fixed at 10:45 to 11:00, and is at 14:15 in
Frankfurt since 31 August 2020; the rest is crossed with it, now with the ECB's rates of that day:
on three recorded days of March 2026 all 75 prices are the ECB's counted in kronur, on a fourth (the
27th) 16 of 25 are not, so that it is no copy. From the bank's own answers and announcements; seven
currencies of early 2011 were corrected later. Left out, as their unit is not known: the euro before
1999, group 7 before 2005 and the bolivar. Doubtful: the first day of 1981, the hour before 2006,
and that a year may be asked for at once.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from ..publishing.provider import Answer, Provider, Published, Request, xml
from ..rates.quote import Quote

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from ..dates.spans import Span


URL = (
    "https://sedlabanki.is/xmltimeseries/Default.aspx"
    "?DagsFra={span.first}&DagsTil={span.last}&GroupID={group}&Type=xml"
)
OFFICIAL = """ATS USD BEF DKK EUR FIM FRF GRD NLG IEP ITL JPY CAD NOK PTE XDR ESP GBP CHF SEK
DEM"""
OTHERS = """CNY RUB PLN EEK LVL LTL NGN TWD KRW SRD AUD NZD HKD HUF ILS ZAR SGD MXN MTL TRY HRK INR
BGN CZK BRL"""
CODES = {4051 + i: code for i, code in enumerate(c for c in OFFICIAL.split() for _ in range(3))}
CODES |= dict(enumerate(OTHERS.split(), 29)) | {74: "THB", 288: "JMD", 3503: "SAR", 19254: "KWD"}
SIDES = {"kaupgengi.": "bid", "miðgengi.": "mid", "sölugengi.": "ask"}
TRIPLES, ORDER = range(4051, 4051 + 3 * len(OFFICIAL.split())), tuple(SIDES.values())
NUMBERS = {
    (code, ORDER[(n - 4051) % 3] if n in TRIPLES else "mid"): str(n) for n, code in CODES.items()
}
SINCE = {"9": date(1981, 1, 1), "7": date(2005, 1, 1)}
EURO = date(1999, 1, 1)


def plan(span: Span) -> list[Request]:
    """Return a request for each group."""
    return [Request(URL.format(span=span, group=group)) for group in SINCE]


def parse(answer: Answer) -> Iterator[Quote]:
    """Return the quotes of the series of a group."""
    root = xml(answer.body)
    group = root.get("ID", "")
    if root.tag != "Group" or f"GroupID={group}&" not in answer.url:
        raise ValueError(f"<{root.tag}> {group} is not the group asked for")
    for series in root.iter("TimeSeries"):
        code = CODES.get(int(series.get("ID", "")))
        if code:
            yield from _quotes(series, code, EURO if code == "EUR" else SINCE[group])


def _quotes(series: Element, code: str, since: date) -> Iterator[Quote]:
    """Return the quotes of one currency and side, from the first day that is certain."""
    side = SIDES[series.findtext("Description", "").rpartition(" ")[2]]
    for row in series.iter("Entry"):
        day, price = row.findtext("Date", ""), row.findtext("Value", "")
        on = datetime.strptime(day.partition(" ")[0], "%m/%d/%Y").date()
        if price.strip("0.") and on >= since:
            yield Quote(code, "ISK", price, on, "sbi", side=side, kind="official")


PROVIDER = Provider(
    id="sbi",
    name="Central Bank of Iceland",
    country="IS",
    pivot="ISK",
    kind="official",
    dates="market day",
    since=SINCE["9"],
    gap=7,
    zone="Atlantic/Reykjavik",
    published=(
        Published(time(11, 0), timedelta(hours=1), until=date(2020, 8, 30)),
        Published(time(16, 0), timedelta(hours=1)),
    ),
    home="https://sedlabanki.is/hagtolur/opinber-gengisskraning/",
    terms="name the source",
    plan=plan,
    parse=parse,
    apart=True,
    window=365,
    series=lambda quote: NUMBERS.get((quote.base, quote.side), ""),
)
