"""How long the server waits for whoever is slow, and for how many at a time.

In: connections, of which each may say nothing, read nothing, or both. Out: the same; those that
have had their time are ended. uvicorn limits neither how long a request takes to come nor how long
an answer waits to be read.
"""

import asyncio

from msgspec import Struct
from uvicorn.protocols.http.h11_impl import H11Protocol


class Limits(Struct, frozen=True):
    most: int = 600
    """Connections at a time; from then on whoever has said nothing for the longest makes room."""
    asking: float = 15.0
    """Seconds in which a request must have come, and a connection that says nothing is ended;"""
    reading: float = 30.0
    """in which some of an answer must be read;"""
    closing: float = 5.0
    """and in which some of the rest must, once there is no more to say."""
    unread: int = 32_000_000
    """Bytes of answers that wait to be read by one reader, at the most."""
    look: float = 1.0
    """Seconds from one look at all of them to the next."""


class _Connection(Struct, eq=False):
    protocol: H11Protocol
    since: float
    """When it began to ask, or to wait;"""
    unread: int = 0
    """bytes that wait to be read,"""
    unread_since: float = 0.0
    """and when somebody has last read any."""

    @property
    def is_asking(self) -> bool:
        """It has not said yet what it wants."""
        protocol = self.protocol
        is_tab = protocol.transport.get_protocol() is not protocol
        return not is_tab and (protocol.cycle is None or protocol.cycle.response_complete)


class Connections:
    """All that are open."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._open: dict[H11Protocol, _Connection] = {}

    def protocol(self) -> type[H11Protocol]:
        """What uvicorn makes for each connection."""
        connections = self

        class Patient(H11Protocol):
            def connection_made(self, transport: asyncio.BaseTransport) -> None:
                super().connection_made(transport)  # type: ignore[arg-type]  # always a Transport
                connections.add(self)

            def connection_lost(self, exc: Exception | None) -> None:
                super().connection_lost(exc)
                connections.forget(self)

            def on_response_complete(self) -> None:
                connections.waits(self)
                super().on_response_complete()

        return Patient

    def add(self, protocol: H11Protocol) -> None:
        if len(self._open) >= self._limits.most:
            self._make_room()
        self._open[protocol] = _Connection(protocol, protocol.loop.time())

    def forget(self, protocol: H11Protocol) -> None:
        self._open.pop(protocol, None)

    def waits(self, protocol: H11Protocol) -> None:
        """It was answered; what it asks next is another request."""
        if found := self._open.get(protocol):
            found.since = protocol.loop.time()

    def __len__(self) -> int:
        return len(self._open)

    def _make_room(self) -> None:
        oldest = next((each for each in self._open.values() if each.is_asking), None)
        oldest = oldest or next(iter(self._open.values()))
        oldest.protocol.transport.abort()
        self.forget(oldest.protocol)

    async def look_after(self) -> None:
        """For as long as the server runs."""
        while True:
            await asyncio.sleep(self._limits.look)
            now = asyncio.get_running_loop().time()
            for connection in list(self._open.values()):
                if self._is_over(connection, now):
                    connection.protocol.transport.abort()
                    self.forget(connection.protocol)

    def _is_over(self, connection: _Connection, now: float) -> bool:
        limits, transport = self._limits, connection.protocol.transport
        unread = transport.get_write_buffer_size()
        if unread == 0 or unread != connection.unread:
            connection.unread, connection.unread_since = unread, now
        if transport.is_closing():
            return unread == 0 or now - connection.unread_since > limits.closing
        if connection.is_asking and now - connection.since > limits.asking:
            return True
        return unread > limits.unread or (
            unread > 0 and now - connection.unread_since > limits.reading
        )
