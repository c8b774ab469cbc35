"""National Bank of Moldova: official rates, in lei for `Nominal` units of each currency.

The printed date is a day in force. The rates are set on the working day before, which is not
printed; the market day is taken to be the weekday before, without regard to public holidays. The
prices of metals, a document of their own, are per gram and are left out. Russian rubles before 1998
are RUR. Source: the bank's own XML; that the dates run one day behind the market is measured.
Uncertain: the hour, which is the usual one.
"""

from __future__ import annotations

from datetime import date, time, timedelta

from ..publishing.documents import cell, day, decimal_comma, weekday_before, xml
from ..publishing.plans import requests_to
from ..publishing.provider import Answer, Provider, Published, Quotes
from ..publishing.quotation import Quotation

LEI = Quotation(
    "nbm", "MDL", "official", old={"RUB": ("RUR", date(1998, 1, 1))}, market=weekday_before
)

plan = requests_to("https://www.bnm.md/en/official_exchange_rates?date={first:%d.%m.%Y}&get_xml=1")


def parse(answer: Answer) -> Quotes:
    """Return the quotes of a day's table, none for a table of metals."""
    root = xml(answer.body, "ValCurs", "MetalPrice")
    if root.tag == "MetalPrice":
        return
    on = day(root.get("Date", ""), "%d.%m.%Y")
    for row in root.iter("Valute"):
        price, per = decimal_comma(cell(row, "Value")), int(row.findtext("Nominal") or 0)
        yield from LEI.direct(cell(row, "CharCode"), price, on, per)


PROVIDER = Provider(
    id="nbm",
    name="National Bank of Moldova",
    country="MD",
    pivot="MDL",
    kind="official",
    dates="in force",
    since=date(1993, 11, 29),
    gap=7,
    zone="Europe/Chisinau",
    published=(Published(time(15, 0), timedelta(hours=3), before=1),),
    home="https://www.bnm.md/en/content/official-exchange-rates",
    terms="official rates, without an obligation of the bank to trade at them; name the source",
    plan=plan,
    parse=parse,
    window=1,
)
