"""Bank of Japan: Tokyo market at 17:00, yen for a dollar and dollars for a euro.

Two series of the database FM08: FXERD04 is the spot rate of the dollar, FXERD34 that of the euro
in dollars. The unit is one. Each series is two lists of one length, the days of a calendar and the
values; a day that is no business day has null. The printed day is that of the market. Trailing
zeros are dropped. Requests are for whole months, and an answer that is cut short names the next
position: it is refused.

Numbers come into the series later than into the daily report of the bank: early on a Wednesday in
Tokyo the Monday before was still missing. The margin is four days because of that, and doubtful, as
is the first day. From the bank's own JSON; the credit is that asked for in its notice on the API.
"""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from ..publishing.provider import Answer, Provider, Published, Request, json
from ..rates.quote import Quote

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from ..dates.spans import Span


URL = (
    "https://www.stat-search.boj.or.jp/api/v1/getDataCode?code=FXERD04,FXERD34&db=FM08"
    "&endDate={last:%Y%m}&format=json&lang=en&startDate={first:%Y%m}"
)
PAIRS = {
    "FXERD04": ("USD", "JPY", "Yen per U.S. Dollar"),
    "FXERD34": ("EUR", "USD", "U.S. Dollar per Euro"),
}
NAMES = {(base, term): name for name, (base, term, _) in PAIRS.items()}


def plan(span: Span) -> list[Request]:
    """Return the request for the months of the span."""
    return [Request(URL.format(first=span.first, last=span.last))]


def parse(answer: Answer) -> Iterator[Quote]:
    """Return the quotes of both series."""
    document = json(answer.body)
    if document["STATUS"] != "200":
        raise ValueError(document["MESSAGE"])
    if document["NEXTPOSITION"] is not None:
        raise ValueError("the answer is cut short")
    for series in document["RESULTSET"]:
        yield from _quotes(series)


def _quotes(series: dict[str, Any]) -> Iterator[Quote]:
    base, term, unit = PAIRS[series["SERIES_CODE"]]
    if series["UNIT"] != unit:
        raise ValueError(f"the unit is {series['UNIT']!r} and not {unit!r}")
    days, prices = series["VALUES"]["SURVEY_DATES"], series["VALUES"]["VALUES"]
    for day, price in zip(days, prices, strict=True):
        on = date.fromisoformat(f"{day[:4]}-{day[4:6]}-{day[6:]}")
        if price and price.strip("0."):
            yield Quote(base, term, price, on, "boj", kind="indicative")


PROVIDER = Provider(
    id="boj",
    name="Bank of Japan",
    country="JP",
    pivot="USD",
    kind="indicative",
    dates="market day",
    since=date(1998, 1, 1),
    gap=12,
    zone="Asia/Tokyo",
    published=(Published(time(17, 0), timedelta(days=4)),),
    home="https://www.stat-search.boj.or.jp/index_en.html",
    terms="credit: This service uses the API provided by the Bank of Japan Time-Series Data "
    "Search. The Bank of Japan does not guarantee the content of the service.",
    plan=plan,
    parse=parse,
    window=3650,
    series=lambda quote: NAMES.get((quote.base, quote.term), ""),
)
