"""One worker's socket and output pipe, read and written under a deadline; whatever breaks the wire's rules raises WireError."""

from __future__ import annotations

import os
import select
import socket
import time
from collections import deque
from collections.abc import Callable
from typing import Any

from .inside.wire import FRAME_BYTES, WireError, unpack

READ_BYTES = 1 << 16  # what a pipe holds on Linux
TEXT_WEIGHT = 12  # bytes of memory that a byte of JSON may come to


class PeerClosed(Exception):
    """The worker's end is gone."""


class DeadlineExceeded(Exception):
    """The deadline passed."""


class Channel:
    """The grader's ends: frames over `sock`, and whatever the worker prints over the descriptor `output`.

    Args:
        output_bytes: how much of what the worker prints is kept; the rest is read and dropped, so that it never blocks.
    Attributes:
        received_bytes: memory that the frames so far may fill, at most.
        frame_bytes: length of the last frame.
    """

    def __init__(self, sock: socket.socket, output: int, output_bytes: int) -> None:
        self.socket, self.output, self.output_bytes = sock, output, output_bytes
        self.printed = bytearray()
        self.received_bytes = self.frame_bytes = 0
        self._buffer = bytearray()
        self._whole: deque[bytes] = deque()  # frames that have been read and not been taken
        self._poll = select.poll()
        for descriptor in (sock.fileno(), output):
            os.set_blocking(descriptor, False)
            self._poll.register(descriptor, select.POLLIN)

    def close(self) -> None:
        """Let go of both ends; the worker's writes fail from now on."""
        self.socket.close()
        os.close(self.output)

    def send(self, frame: bytes, *, remaining: Callable[[], float]) -> None:
        """Write one frame; `remaining` gives the seconds left and is asked again after each wait."""
        rest = memoryview(frame)
        while rest:
            try:
                rest = rest[self.socket.send(rest) :]
            except BlockingIOError:
                self._wait(remaining, select.POLLOUT)
            except OSError:  # Python ignores SIGPIPE: a worker that is gone is an error here, and no signal
                raise PeerClosed from None

    def receive(self, *, remaining: Callable[[], float]) -> tuple[dict[str, Any], list[Any]]:
        """The next frame's header and values."""
        header, values = unpack(self.take(remaining=remaining))
        return header, values

    def has_frame(self) -> bool:
        """Whether a whole frame has been read already."""
        if not self._whole and self._buffer:
            self._split()
        return bool(self._whole)

    def _split(self) -> None:
        """Set apart all whole frames that have been read."""
        data, start = bytes(self._buffer), 0
        while start + 4 <= len(data):
            end = start + 4 + int.from_bytes(data[start : start + 4], "big")
            if end > len(data) or end - start > 4 + FRAME_BYTES:
                break
            self._whole.append(data[start + 4 : end])
            start = end
        del self._buffer[:start]

    def take(self, *, remaining: Callable[[], float]) -> bytes:
        """The bytes of the next frame after its length (`wire.unpack`)."""
        if self._whole:
            frame = self._whole.popleft()
        else:
            length = self._length(remaining)
            self._fill(4 + length, remaining)
            frame = bytes(self._buffer[4 : 4 + length])
            del self._buffer[: 4 + length]  # what follows stays: `is_quiet` must see a frame that was sent too early
        self.frame_bytes = length = len(frame)
        self.received_bytes += length + TEXT_WEIGHT * min(int.from_bytes(frame[:4], "big"), length)
        return frame

    def is_quiet(self) -> bool:
        """Whether nothing has come since the last frame: before a call, anything there is an answer to no question."""
        if self._buffer or self._whole:
            return False
        try:
            self.socket.recv(1, socket.MSG_PEEK)  # a closed end is not quiet either
        except BlockingIOError:
            return True
        except OSError:
            pass
        return False

    def _length(self, remaining: Callable[[], float]) -> int:
        self._fill(4, remaining)
        length = int.from_bytes(self._buffer[:4], "big")
        if length > FRAME_BYTES:  # before a byte of it is kept
            raise WireError(f"a frame of {length} bytes")
        return length

    def _fill(self, length: int, remaining: Callable[[], float]) -> None:
        while len(self._buffer) < length:
            self._wait(remaining, select.POLLIN)
            try:
                part = self.socket.recv(READ_BYTES)
            except BlockingIOError:
                continue
            except OSError:
                raise PeerClosed from None
            if not part:
                raise PeerClosed
            self._buffer += part

    def _wait(self, remaining: Callable[[], float], events: int) -> None:
        """Return when the socket is ready; read what is printed meanwhile."""
        sock = self.socket.fileno()
        self._poll.modify(sock, events)
        while True:
            seconds = remaining()
            if seconds <= 0:
                raise DeadlineExceeded
            ready = dict(self._poll.poll(seconds * 1000))
            if self.output in ready:
                self.drain()  # once a turn: a flood of prints must not keep us from looking at the clock
            if sock in ready:
                return

    def drain(self) -> None:
        """Read what has been printed, once; never waits for the end of it."""
        try:
            part = os.read(self.output, READ_BYTES)
        except BlockingIOError:
            return
        if part:
            self.printed += part[: max(0, self.output_bytes - len(self.printed))]
        else:  # the worker closed its ends: stop asking
            self._poll.unregister(self.output)


class Deadline:
    """Seconds left of a wall limit and of a processor limit, for one call.

    A process of one thread gains processor time no faster than the clock runs: neither can run out before the lesser is asked for again.
    """

    def __init__(self, cpu_clock: int, cpu_seconds: float, wall_seconds: float) -> None:
        self._cpu_clock = cpu_clock
        self._wall_start = time.monotonic()
        self._wall_seconds = wall_seconds
        self._cpu_start = self._cpu()
        self._cpu_seconds = cpu_seconds

    def __call__(self) -> float:
        cpu_left = self._cpu_seconds - self.cpu_used()
        return min(cpu_left, self._wall_seconds - self.wall_used())

    def cpu_used(self) -> float:
        """Processor seconds of the worker since the call began."""
        return self._cpu() - self._cpu_start

    def wall_used(self) -> float:
        """Seconds on the clock since the call began."""
        return time.monotonic() - self._wall_start

    def _cpu(self) -> float:
        try:
            return time.clock_gettime(self._cpu_clock)
        except OSError:  # it has ended and been reaped
            return 0.0
