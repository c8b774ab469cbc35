"""National Bank of Kazakhstan: official rates, tenge for `quant` units of each currency.

The printed date is the day asked for, on which the rate is in force: by rule the working day after
the exchange's weighted average of about 15:30 (16:00 for crosses) that set it. The market day,
which is not printed, is taken as the weekday before; public holidays are not known here. Trailing
zeros are dropped (`3` for 3.00), and few digits are left for small units. From the bank's own XML
and its rules of July 2019; the hour carries a margin.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from ..money.currency import lookup
from ..publishing.provider import (
    Answer,
    Provider,
    Published,
    Request,
    same_or_friday,
    weekday_before,
    xml,
)
from ..rates.quote import Quote

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from ..dates.spans import Span


URL = "https://nationalbank.kz/rss/get_rates.cfm?fdate={day:%d.%m.%Y}"


def plan(span: Span) -> list[Request]:
    """Return the request for the table in force on a day."""
    return [Request(URL.format(day=span.first))]


def parse(answer: Answer) -> Iterator[Quote]:
    """Return the quotes of a day's table."""
    root = xml(answer.body)
    if root.tag != "rates":
        raise ValueError(f"<{root.tag}> is no table of rates")
    on = datetime.strptime(root.findtext("date", "").strip(), "%d.%m.%Y").date()
    for row in root.iter("item"):
        yield from _quote(row, on)


def _quote(row: Element, on: date) -> Iterator[Quote]:
    code, price = (row.findtext(name, "").strip() for name in ("title", "description"))
    per = int(row.findtext("quant") or 0)
    market = weekday_before(same_or_friday(on))
    if price.strip("0.") and per and lookup(code):
        yield Quote(
            code,
            "KZT",
            price,
            on,
            "nbk",
            per,
            market_on=market,
            kind="official",
        )


PROVIDER = Provider(
    id="nbk",
    name="National Bank of Kazakhstan",
    country="KZ",
    pivot="KZT",
    kind="official",
    dates="in force",
    since=date(1999, 1, 1),
    gap=7,
    zone="Asia/Almaty",
    published=(Published(time(16, 0), timedelta(hours=3), before=1),),
    home="https://nationalbank.kz/en/exchangerates/ezhednevnye-oficialnye-rynochnye-kursy-valyut",
    terms="official rates; name the source",
    plan=plan,
    parse=parse,
    window=1,
)
