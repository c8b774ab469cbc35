"""National Bank of the Kyrgyz Republic: official rates, in soms for `Nominal` units of a currency.

The printed date is the first day in force; weekends have one too. The market day is not printed; it
is taken to be the weekday before, without regard to public holidays. Two files have only the
current rates: the main currencies, set daily, and the others, set weekly for the `ValidFor` days
from the printed one. The weekly file still lists BYR, which ended in 2016, at a price of its own;
it is left out. Commas are decimal. Source: the bank's own XML. Uncertain: the hour.
"""

from __future__ import annotations

from datetime import date, time, timedelta

from ..publishing.documents import day, decimal_comma, weekday_before, xml
from ..publishing.plans import requests_to
from ..publishing.provider import Answer, Provider, Published, Quotes
from ..publishing.quotation import Quotation

SOMS = Quotation("nbkr", "KGS", "official", without={"BYR"}, market=weekday_before)

plan = requests_to("https://www.nbkr.kg/XML/{series}.xml", ("daily", "weekly"))


def parse(answer: Answer) -> Quotes:
    """Return the quotes of a daily or weekly file."""
    root = xml(answer.body, "CurrencyRates")
    on = day(root.get("Date", ""), "%d.%m.%Y")
    for row in root.iter("Currency"):
        price, per = decimal_comma(row.findtext("Value", "")), int(row.findtext("Nominal") or 0)
        valid = row.findtext("ValidFor")
        until = on + timedelta(int(valid) - 1) if valid else None
        yield from SOMS.direct(row.get("ISOCode", ""), price, on, per, until=until)


PROVIDER = Provider(
    id="nbkr",
    name="National Bank of the Kyrgyz Republic",
    country="KG",
    pivot="KGS",
    kind="official",
    dates="in force",
    since=date(2026, 1, 1),
    gap=12,
    zone="Asia/Bishkek",
    published=(Published(time(16, 0), timedelta(hours=3), before=1),),
    home="https://www.nbkr.kg/index1.jsp?item=1562&lang=ENG",
    terms="official rates, without an obligation of the bank to trade at them; name the source",
    plan=plan,
    parse=parse,
    apart=True,
)
