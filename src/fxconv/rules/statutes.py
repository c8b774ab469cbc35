"""Rules of law and accounting that say whose rate of which day counts, by name.

Each is a function of the day that the rule starts from (a tax point, the end of a period), which
returns the day whose bulletin counts. What a rule cites is in its docstring and in its record.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from ..dates.spans import Span
from ..errors import InvalidOption

if TYPE_CHECKING:
    from collections.abc import Callable


class Statute(NamedTuple):
    """Who is asked, for which day, and what to do on a day without a bulletin.

    `provider` is None where the rule names none. `holds` returns the days for which the rate of a
    day may be used, where the rule says so.
    """

    id: str
    law: str
    url: str
    day: Callable[[date], date]
    provider: str | None = None
    policy: str = "previous"
    side: str = "mid"
    holds: Callable[[date], Span] | None = None


def same(day: date) -> date:
    """Return the day itself: what is in force, or was published last, on it."""
    return day


def day_before(day: date) -> date:
    """Return the day before, from which the last bulletin counts.

    Polish VAT act of 11 March 2004, article 31a(1) and (2): the average rate of the National Bank
    of Poland of the last working day preceding the tax point, or the invoice if it comes first. The
    rate of the same day never counts. Turkish Tax Procedure Law No 213, article 280: the central
    bank's buying rate, which is announced at 15:30 and in use from the next working day (which day
    the ministry means is from memory, and doubtful).
    """
    return day - timedelta(1)


def end_of_period(day: date) -> date:
    """Return the last day of a tax period, the end of a month; raises InvalidOption for another.

    Directive 2006/112/EC, articles 366, 369h and 369u: the rate of the ECB of the last day of the
    tax period, or, if there is no publication on that day, of the next day of publication. So this
    rule looks ahead, lawfully.
    """
    if day != month(day).last:
        raise InvalidOption("on", day, "the last day of the tax period, the end of a month")
    return day


def penultimate_wednesday(day: date) -> date:
    """Return the last Wednesday but one of the month before.

    Implementing Regulation (EU) 2015/2447, article 146(2) and (3): the rate published on that day,
    else the one published last, is used from the first day of the following month for a month.
    """
    end = day.replace(day=1) - timedelta(1)
    return end - timedelta((end.weekday() - 2) % 7 + 7)


def month(day: date) -> Span:
    """Return the calendar month of a day."""
    return Span(day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))


VAT = "https://eur-lex.europa.eu/eli/dir/2006/112"
ALL: Final = {
    rule.id: rule
    for rule in [
        Statute(
            "eu-customs-146",
            "Implementing Regulation (EU) 2015/2447, article 146",
            "https://eur-lex.europa.eu/eli/reg_impl/2015/2447",
            penultimate_wednesday,
            "ecb",
            holds=month,
        ),
        Statute(
            "eu-vat-366",
            "Directive 2006/112/EC, articles 366(2), 369h(2) and 369u(2)",
            VAT,
            end_of_period,
            "ecb",
            "next",
        ),
        Statute(
            "eu-vat-91",
            "Directive 2006/112/EC, article 91(2): the latest rate of the ECB, by way of the euro",
            VAT,
            same,
            "ecb",
        ),
        Statute(
            "ias-21",
            "IAS 21, paragraph 21: the spot rate at the date of the transaction; since 2025, where"
            " a currency is not exchangeable, an estimate instead (paragraph 19A)",
            "https://www.ifrs.org/issued-standards/list-of-standards/ias-21/",
            same,
        ),
        Statute(
            "pl-vat-31a",
            "Polish VAT act of 11 March 2004, article 31a",
            "https://isap.sejm.gov.pl/isap.nsf/DocDetails.xsp?id=WDU20040540535",
            day_before,
            "nbp",
        ),
        Statute(
            "ru-pbu-3",
            "PBU 3/2006, paragraphs 5 and 6, order 154n of the Russian ministry of finance of"
            " 27 November 2006: the Bank of Russia's rate in force on the day",
            "https://www.garant.ru/hotlaw/federal/151616",
            same,
            "cbr",
        ),
        Statute(
            "tr-vuk-280",
            "Turkish Tax Procedure Law No 213, article 280: the central bank's buying rate in use"
            " on the day",
            "https://vergidosyasi.com/2021/05/07/",
            day_before,
            "tcmb",
            side="bid",
        ),
    ]
}


def find(name: str) -> Statute:
    """Return the rule of a name; raises InvalidOption, which lists those there are."""
    if name.lower() not in ALL:
        raise InvalidOption("rule", name, ", ".join(ALL))
    return ALL[name.lower()]
