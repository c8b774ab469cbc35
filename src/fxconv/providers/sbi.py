"""Central Bank of Iceland: official reference and middle rates, in kronur for one unit.

There are two groups of series: 9 has the official reference rates of the major currencies since
1981, and 7 the middle rates of others since December 2006. A series has a number and is for one
currency and side, which its description names: `kaupgengi` is what the bank buys at, `miðgengi` is
the middle, and `sölugengi` is what it sells at; both sides ended on 1 April 2020. Days are written
the American way, month first. Decimals are padded with zeros to six, which says nothing about
precision.

The printed day is the market day. The euro was fixed at 10:45 to 11:00, and since 31 August 2020 at
14:15 in Frankfurt. The rest is crossed with it, now from the ECB's rates of that day: on three
recorded days of March 2026 all 75 prices are the ECB's counted in kronur, but on a fourth (the
27th) 16 of 25 are not, so it is not a copy. Sources: the bank's own answers and announcements;
seven currencies of early 2011 were corrected later. The euro before 1999, group 7 before 2005 and
the bolivar are left out, because their unit is not known. Uncertain: the first day of 1981, the
hour before 2006, and that a whole year may be asked for at once.
"""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from ..publishing.documents import day, xml
from ..publishing.plans import requests_to
from ..publishing.provider import Answer, Provider, Published, Quotes
from ..publishing.quotation import Quotation

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


URL = (
    "https://sedlabanki.is/xmltimeseries/Default.aspx"
    "?DagsFra={first}&DagsTil={last}&GroupID={series}&Type=xml"
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
KRONUR = Quotation("sbi", "ISK", "official", since={"EUR": date(1999, 1, 1)})

plan = requests_to(URL, SINCE)


def parse(answer: Answer) -> Quotes:
    """Return the quotes of the series of a group."""
    root = xml(answer.body, "Group")
    group = root.get("ID", "")
    if f"GroupID={group}&" not in answer.url:
        raise ValueError(f"it is group {group}, which was not asked for")
    for series in root.iter("TimeSeries"):
        code = CODES.get(int(series.get("ID", "")))
        if code:
            yield from _quotes(series, code, KRONUR._replace(first=SINCE[group]))


def _quotes(series: Element, code: str, kronur: Quotation) -> Quotes:
    """Return the quotes of one currency and side, from the first day that is certain."""
    side = SIDES[series.findtext("Description", "").rpartition(" ")[2]]
    for row in series.iter("Entry"):
        on = day(row.findtext("Date", "").partition(" ")[0], "%m/%d/%Y")
        yield from kronur.direct(code, row.findtext("Value", ""), on, side=side)


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
