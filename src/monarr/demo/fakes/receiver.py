"""A receiver of webhooks: it keeps what arrives, answers as told, and checks Monarr's signature as a receiver should."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass
from typing import Any, Self

from monarr.demo.fakes._serving import LocalServer, Request, Response


@dataclass(frozen=True)
class Delivery:
    """One arrived request."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)

    def is_signed_with(self, secret: str) -> bool:
        """Whether `X-Monarr-Signature` is the HMAC-SHA256 of this very body."""
        wanted = "sha256=" + hmac.new(secret.encode(), self.body, hashlib.sha256).hexdigest()
        return hmac.compare_digest(wanted, self.headers.get("x-monarr-signature", ""))


class FakeReceiver:
    """`status` is what the next requests are answered with; `deliveries` are all that came, oldest first."""

    def __init__(self, *, port: int = 0) -> None:
        self.status = 200
        self.answer = b"ok"
        self.headers: dict[str, str] = {}
        self.deliveries: list[Delivery] = []
        self._server = LocalServer(self._take, port=port)

    @property
    def url(self) -> str:
        return self._server.url

    @property
    def port(self) -> int:
        return self._server.port

    async def start(self) -> None:
        await self._server.start()

    async def stop(self) -> None:
        await self._server.stop()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def _take(self, request: Request) -> Response:
        self.deliveries.append(Delivery(request.method, request.path, request.headers, request.body))
        return Response(self.status, self.answer, headers=self.headers)
