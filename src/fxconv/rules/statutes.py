"""Named rules of law and accounting, which say whose rate counts, and from which day.

Each is a function that takes the day from which the rule starts (a tax point, the end of a period)
and returns the day whose bulletin counts. Its citation is in the docstring and in the record.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from ..dates.spans import Span
from ..errors import InvalidOption, either

if TYPE_CHECKING:
    from collections.abc import Callable


class Statute(NamedTuple):
    """Which provider to ask, for which day, and what to do on a day without a bulletin.

    `provider` is None if the rule names none. `holds`, if the rule has it, returns the days for
    which the rate of a day may be used.
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
    """Return the day itself: the rate in force on it, or the last one published by then."""
    return day


def day_before(day: date) -> date:
    """Return the day before: the last bulletin up to that day counts.

    Polish VAT act of 11 March 2004, article 31a(1) and (2): the average rate of the National Bank
    of Poland on the last working day before the tax point, or before the invoice if that is
    earlier. The rate of the same day never counts. Turkish Tax Procedure Law No 213, article 280:
    the central bank's buying rate, which is announced at 15:30 and applies from the next working
    day (which day the ministry means is written from memory, and doubtful).
    """
    return day - timedelta(1)


def end_of_period(day: date) -> date:
    """Return the last day of a tax period, a month's end; raises InvalidOption for other days.

    Directive 2006/112/EC, articles 366, 369h and 369u: the ECB's rate for the last day of the tax
    period or, if none is published on that day, for the next day of publication. So this rule looks
    ahead, lawfully.
    """
    if day != month(day).last:
        raise InvalidOption("on", day, "the last day of a month, when the tax period ends")
    return day


def penultimate_wednesday(day: date) -> date:
    """Return the second-last Wednesday of the month before.

    Implementing Regulation (EU) 2015/2447, article 146(2) and (3): the rate published on that day,
    or else the last one before, is used for the whole of the following month.
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
            "Directive 2006/112/EC, article 91(2): the latest ECB rate, through the euro",
            VAT,
            same,
            "ecb",
        ),
        Statute(
            "ias-21",
            "IAS 21, paragraph 21: the spot rate at the date of the transaction; since 2025, an"
            " estimate if a currency is not exchangeable (paragraph 19A)",
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
            "Turkish Tax Procedure Law No 213, article 280: the central bank's buying rate that"
            " applies on the day",
            "https://vergidosyasi.com/2021/05/07/",
            day_before,
            "tcmb",
            side="bid",
        ),
    ]
}


def find(name: str) -> Statute:
    """Return the rule with a name; raises InvalidOption, which lists the names."""
    if name.lower() not in ALL:
        raise InvalidOption("rule", name, either(ALL))
    return ALL[name.lower()]
