"""Bank of Japan: the Tokyo market at 17:00, in yen for a dollar and dollars for a euro.

Two series of the database FM08: FXERD04 is the spot rate of the dollar, and FXERD34 that of the
euro in dollars. The unit is one. Each series is two lists of equal length: the days of a calendar
and the values, which are null on days that are not business days. The printed day is the market
day. Trailing zeros are dropped. Requests cover whole months. An answer that is cut short names the
next position, and is refused.

Numbers reach the series later than the bank's daily report: early on a Wednesday in Tokyo, Monday's
was still missing. Hence the margin of four days, which is uncertain, as is the first day. Source:
the bank's own JSON; the credit is the one that the notice on its API asks for.
"""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

from ..publishing.documents import json
from ..publishing.plans import requests_to
from ..publishing.provider import Answer, Provider, Published, Quotes
from ..publishing.quotation import Quotation

URL = (
    "https://www.stat-search.boj.or.jp/api/v1/getDataCode?code=FXERD04,FXERD34&db=FM08"
    "&endDate={last:%Y%m}&format=json&lang=en&startDate={first:%Y%m}"
)
PAIRS = {
    "FXERD04": ("USD", "JPY", "Yen per U.S. Dollar"),
    "FXERD34": ("EUR", "USD", "U.S. Dollar per Euro"),
}
NAMES = {(base, term): name for name, (base, term, _) in PAIRS.items()}
TOKYO = Quotation("boj", "JPY", "indicative")

plan = requests_to(URL)


def parse(answer: Answer) -> Quotes:
    """Return the quotes of both series."""
    document = json(answer.body)
    if document["STATUS"] != "200":
        raise ValueError(document["MESSAGE"])
    if document["NEXTPOSITION"] is not None:
        raise ValueError("the answer is cut short")
    for series in document["RESULTSET"]:
        yield from _quotes(series)


def _quotes(series: dict[str, Any]) -> Quotes:
    base, term, unit = PAIRS[series["SERIES_CODE"]]
    if series["UNIT"] != unit:
        raise ValueError(f"the unit is {series['UNIT']!r}, not {unit!r}")
    days, prices = series["VALUES"]["SURVEY_DATES"], series["VALUES"]["VALUES"]
    for day, price in zip(days, prices, strict=True):
        yield from TOKYO.pair(base, term, price or "", date.fromisoformat(day))


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
