"""National Bank of Georgia: official rates, in laris for `quantity` units of each currency.

`validFromDate` is the first day in force, the calendar day after the rates are set, and is the day
that is kept. A table asked for on a Monday or the day after a holiday prints an earlier day. The
day of `date`, the instant of publication, is the market day. It is uncertain whether its 17:01 is
UTC or local time, and the margin covers both. Russian rubles before 1998 are RUR. Source: the
bank's own JSON.
"""

from __future__ import annotations

from datetime import date, time, timedelta

from ..publishing.documents import plain, rows
from ..publishing.plans import requests_to
from ..publishing.provider import Answer, Provider, Published, Quotes
from ..publishing.quotation import Quotation

LARIS = Quotation("nbg", "GEL", "official", old={"RUB": ("RUR", date(1998, 1, 1))})

plan = requests_to("https://nbg.gov.ge/gw/api/ct/monetarypolicy/currencies/?date={first}")


def parse(answer: Answer) -> Quotes:
    """Return the quotes of a day's table."""
    for table in rows(answer.body):
        for row in table["currencies"]:
            days = (date.fromisoformat(row[name][:10]) for name in ("validFromDate", "date"))
            (on, market), per = days, int(row["quantity"] or 0)
            yield from LARIS.direct(
                row["code"], plain(row["rate"] or "0"), on, per, market_on=market
            )


PROVIDER = Provider(
    id="nbg",
    name="National Bank of Georgia",
    country="GE",
    pivot="GEL",
    kind="official",
    dates="in force",
    since=date(1995, 10, 14),
    gap=10,
    zone="Asia/Tbilisi",
    published=(Published(time(17, 0), timedelta(hours=4, minutes=30), before=1),),
    home="https://nbg.gov.ge/en/monetary-policy/currency",
    terms="official rates, without an obligation of the bank to trade at them; name the source",
    plan=plan,
    parse=parse,
    window=1,
)
