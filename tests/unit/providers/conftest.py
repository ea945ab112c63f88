"""A real server on loopback for tests of the way out, and a client without waiting between tries."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from monarr.demo.fakes._serving import LocalServer, Request, Response
from monarr.providers.http import Http


class Site:
    """A server whose answers a test sets by path; `asked` are the requests that came."""

    def __init__(self) -> None:
        self.asked: list[Request] = []
        self.answers: dict[str, list[Response] | Callable[[Request], Awaitable[Response]]] = {}
        self.server = LocalServer(self._answer)

    @property
    def url(self) -> str:
        return self.server.url

    def on(self, path: str, *responses: Response) -> str:
        """Answers with these in turn, and then with the last one again. Returns the address."""
        self.answers[path] = list(responses)
        return self.url + path

    async def _answer(self, request: Request) -> Response:
        self.asked.append(request)
        answers = self.answers.get(request.path, [Response(404, b"nothing here")])
        if callable(answers):
            return await answers(request)
        return answers.pop(0) if len(answers) > 1 else answers[0]


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    site = Site()
    async with site.server:
        yield site


@pytest.fixture
async def other_site() -> AsyncIterator[Site]:
    site = Site()
    async with site.server:
        yield site


@pytest.fixture
async def http() -> AsyncIterator[Http]:
    http = Http(first_pause_seconds=0.001)
    yield http
    await http.aclose()


@pytest.fixture
def self_signed(tmp_path: Path) -> ssl.SSLContext:
    """A server's side of TLS with a certificate that nobody vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    certificate = builder.not_valid_before(now).not_valid_after(now + timedelta(days=1)).sign(key, hashes.SHA256())
    path = tmp_path / "self-signed.pem"
    plain = serialization.NoEncryption()
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    path.write_bytes(pem + certificate.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context
