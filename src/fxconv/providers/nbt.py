"""National Bank of Tajikistan: official rates, in somoni for `Nominal` units of each currency.

The printed date is a day in force. The rates follow the market of the working day before, which is
not printed; the market day is taken to be the weekday before, without regard to public holidays. If
the bank has no table for a day, it sends today's, so only the printed date counts. The code is
`CharCode`; the number next to it may be an old one (810 for RUB). Source: the bank's own XML; that
the dates run one day behind the market is measured. Uncertain: the hour.
"""

from __future__ import annotations

from datetime import date, time, timedelta

from ..publishing.documents import cell, decimal_comma, weekday_before, xml
from ..publishing.plans import requests_to
from ..publishing.provider import Answer, Provider, Published, Quotes
from ..publishing.quotation import Quotation

SOMONI = Quotation("nbt", "TJS", "official", market=weekday_before)

plan = requests_to("https://www.nbt.tj/en/kurs/export_xml.php?date={first}&export=xmlout")


def parse(answer: Answer) -> Quotes:
    """Return the quotes of a day's table."""
    root = xml(answer.body, "ValCurs")
    on = date.fromisoformat(root.get("Date", ""))
    for row in root.iter("Valute"):
        price, per = decimal_comma(cell(row, "Value")), int(row.findtext("Nominal") or 0)
        yield from SOMONI.direct(cell(row, "CharCode"), price, on, per)


PROVIDER = Provider(
    id="nbt",
    name="National Bank of Tajikistan",
    country="TJ",
    pivot="TJS",
    kind="official",
    dates="in force",
    since=date(2001, 1, 1),
    gap=7,
    zone="Asia/Dushanbe",
    published=(Published(time(11, 0), timedelta(hours=2)),),
    home="https://www.nbt.tj/en/kurs/kurs.php",
    terms="official rates, without an obligation of the bank to trade at them; name the source",
    plan=plan,
    parse=parse,
    window=1,
)
