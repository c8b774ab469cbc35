"""Widgets for news pages: complete HTML from the server, made interactive by one small script."""

from .assets import assets as assets
from .converter import converter as converter
from .html import Html as Html
from .line import money as money
from .line import rate_line as rate_line
from .rates import Rates as Rates
from .series import Series as Series
from .snapshot import Snapshot as Snapshot
from .spark import spark as spark
from .table import table as table
from .table import ticker as ticker
