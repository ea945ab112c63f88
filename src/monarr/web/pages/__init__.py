"""The pages. One module per noun; each has `ROUTES`, a list of route handlers, and every route declares its permission.

from monarr.web.auth import requires
from monarr.web.templating import Page

@get("/wanted", guards=[requires("wanted.read")])
async def wanted(page: Page) -> Response[str]: ...

ROUTES = [wanted]
"""

from monarr.web.pages._shell import shell_facts

__all__ = ["shell_facts"]
