"""National Bank of Angola: reference rates, kwanzas for one unit of each currency.

The middle (`tipoCambio` M) is asked for; the printed day is that of the market. The lek cannot be
asked for alone: `ALL` is answered with every currency at once, which saves seventy requests and is
written nowhere. Names of parameters must be in lower case. Gold is kwanzas and dollars by turns and
left out, `XDRUSD` is no currency. STD and VEF stand for the dobra and the bolivar after their
change of unit, ZMK for the old kwacha, long dead: all three are left out, as are rows of RON, MZN
and SDG before those units existed. The kroon and the kuna are still computed from the euro. From
the bank's own JSON, the first day and the traps of gold and of the names from the open project
Frankfurter; the hour is a guess.
"""

from __future__ import annotations

from datetime import date, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from ..money.currency import lookup
from ..publishing.provider import Answer, Provider, Published, Request, json, plain
from ..rates.quote import Quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..dates.spans import Span


URL = (
    "https://www.bna.ao/service/rest/taxas/get/evolucao/taxa/intervalo"
    "?datafim={last}&datainicio={first}&moeda=ALL&tipocambio=M"
)
SINCE = date(2000, 1, 1)
NEW = {"RON": date(2005, 7, 1), "MZN": date(2006, 7, 1), "SDG": date(2007, 1, 10)}
DOUBTFUL = {"STD", "VEF", "ZMK", "XAU"}


def plan(span: Span) -> list[Request]:
    """Return the request for all currencies on some days."""
    return [Request(URL.format(first=span.first, last=span.last))]


def parse(answer: Answer) -> Iterator[Quote]:
    """Return the quotes of some days; the list of currencies has none. Raises ValueError."""
    document = json(answer.body)
    if document.get("success") is not True:
        reason = document.get("message") or document.get("error") or "not a list of rates"
        raise ValueError(str(reason))
    asked = {name: found[0] for name, found in parse_qs(urlsplit(answer.url).query).items()}
    for row in document["genericResponse"]:
        if "idMoeda" not in row:
            _check(row, asked)
            yield from _quote(row)


def _check(row: dict[str, str], asked: dict[str, str]) -> None:
    """Raise ValueError for a row that was not asked for."""
    code, on = row["codigoMoeda"], row["data"]
    if not asked.get("datainicio", on) <= on <= asked.get("datafim", on):
        raise ValueError(f"not asked for {on}")
    if asked.get("moeda", "ALL") not in ("ALL", code):
        raise ValueError(f"not asked for {code}")


def _quote(row: dict[str, str]) -> Iterator[Quote]:
    code, on = row["codigoMoeda"], date.fromisoformat(row["data"])
    known = lookup(code) and code not in DOUBTFUL and on >= NEW.get(code, SINCE)
    if known and row["tipoCambio"] == "M" and row["taxa"] and Decimal(row["taxa"]):
        yield Quote(code, "AOA", plain(row["taxa"]), on, "bna", kind="reference")


PROVIDER = Provider(
    id="bna",
    name="National Bank of Angola",
    country="AO",
    pivot="AOA",
    kind="reference",
    dates="market day",
    since=SINCE,
    gap=9,
    zone="Africa/Luanda",
    published=(Published(time(17, 0), timedelta(hours=4)),),
    home="https://www.bna.ao/",
    terms="not known; name the source",
    plan=plan,
    parse=parse,
    window=31,
)
