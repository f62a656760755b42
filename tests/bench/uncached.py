"""alsportal's settings without the memory of whole pages: what a page costs when it is cold."""

from alsportal.settings import *  # noqa: F403
from alsportal.settings import MIDDLEWARE as REAL

MIDDLEWARE = [name for name in REAL if name != "alsportal.pagecache.PublicPageCache"]
