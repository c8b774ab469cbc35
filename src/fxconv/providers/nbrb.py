"""National Bank of the Republic of Belarus: official rates, in its rubles for `Cur_Scale` units.

The printed date is a day in force. Every calendar day has a row, set on the working day before, and
Saturday and Sunday repeat Friday's. The market day is not printed; it is taken to be the weekday
before (Thursday for the weekend), without regard to public holidays.

The history of one currency carries only its `Cur_ID`, which stands for one currency at one scale
and changes (the dollar's on 9 July 2021, the Russian ruble's in 2016 and 2021). The daily table,
which is the one asked for, names currency and scale itself. Rubles are BYB before 2000 and BYR
before 1 July 2016, and Russian rubles are RUR before 1998. Source: the bank's own JSON. Uncertain:
the hour, which is the usual one.
"""

from __future__ import annotations

from datetime import date, time, timedelta

from ..publishing.documents import rows, same_or_friday, weekday_before
from ..publishing.plans import requests_to
from ..publishing.provider import Answer, Provider, Published, Quotes
from ..publishing.quotation import Quotation

URL = "https://api.nbrb.by/exrates/rates?ondate={first}&periodicity=0"
IDS = """440 AUD 1; 510 AMD 1000; 514 BRL 10; 449 UAH 100; 450 DKK 10; 513 AED 10;
431 USD 1; 512 VND 100000; 451 EUR 1; 452 PLN 10; 508 JPY 100; 511 INR 100;
461 IRR 100000; 453 ISK 100; 371 CAD 1; 462 CNY 10; 394 KWD 1; 454 MDL 10;
448 NZD 1; 455 NOK 10; 456 RUB 100; 457 XDR 1; 421 SGD 1; 458 KGS 100;
459 KZT 1000; 460 TRY 10; 429 GBP 1; 463 CZK 100; 464 SEK 10; 426 CHF 1"""
SCALES = {row.split()[0]: row.split()[1:] for row in IDS.split(";")}
RUBLES = Quotation(
    "nbrb",
    "BYN",
    "official",
    old={"RUB": ("RUR", date(1998, 1, 1))},
    market=lambda on: weekday_before(same_or_friday(on)),
)

plan = requests_to(URL)


def parse(answer: Answer) -> Quotes:
    """Return the quotes of a day's table, or of the history of one currency."""
    for row in rows(answer.body):
        on, (code, scale) = date.fromisoformat(row["Date"][:10]), _unit(row)
        if price := row["Cur_OfficialRate"]:
            yield from RUBLES._replace(home=_ruble(on)).direct(code, price, on, int(scale))


def _unit(row: dict[str, str]) -> tuple[str, str]:
    if "Cur_Abbreviation" in row:
        return row["Cur_Abbreviation"], row["Cur_Scale"]
    if row["Cur_ID"] not in SCALES:
        raise ValueError(f"the currency and the scale of Cur_ID {row['Cur_ID']} are not known")
    code, scale = SCALES[row["Cur_ID"]]
    return code, scale


def _ruble(on: date) -> str:
    if on < date(2000, 1, 1):
        return "BYB"
    return "BYR" if on < date(2016, 7, 1) else "BYN"


PROVIDER = Provider(
    id="nbrb",
    name="National Bank of the Republic of Belarus",
    country="BY",
    pivot="BYN",
    kind="official",
    dates="in force",
    since=date(1995, 3, 29),
    gap=7,
    zone="Europe/Minsk",
    published=(Published(time(14, 0), timedelta(hours=3), before=1),),
    home="https://www.nbrb.by/engl/statistics/rates/ratesdaily",
    terms="free reuse with the source named",
    plan=plan,
    parse=parse,
    window=1,
)
