"""The grader's end of a worker's socket: whole frames within the deadline, or an exception that says what went wrong."""

import contextlib
import os
import socket
import struct
import threading
import time

import numpy as np
import pytest

from autograder.sandbox.channel import Channel, Deadline, DeadlineExceeded, PeerClosed
from autograder.sandbox.inside.wire import FRAME_BYTES, WireError, pack


@pytest.fixture
def ends():
    """(channel, the worker's socket, the worker's end of the output pipe)."""
    ours, theirs = socket.socketpair()
    output, printed = os.pipe()
    channel = Channel(ours, output, output_bytes=1000)
    yield channel, theirs, printed
    channel.close()
    theirs.close()
    with contextlib.suppress(OSError):  # a test may have closed it
        os.close(printed)


def within(seconds):
    end = time.monotonic() + seconds
    return lambda: end - time.monotonic()


def in_background(function, *args):
    thread = threading.Thread(target=function, args=args, daemon=True)
    thread.start()
    return thread


def test_a_frame_in_many_small_parts_is_put_together(ends):
    channel, theirs, _ = ends
    for byte in pack({"id": 1}, [1.5, "x"]):
        theirs.send(bytes([byte]))
    assert channel.receive(remaining=within(5)) == ({"id": 1}, [[1.5, "x"]])


def test_two_frames_in_one_part_come_one_after_the_other(ends):
    channel, theirs, _ = ends
    theirs.sendall(pack({"id": 1}) + pack({"id": 2}))
    assert [channel.receive(remaining=within(5))[0]["id"] for _ in range(2)] == [1, 2]


def test_frames_that_came_together_are_taken_without_waiting_and_the_last_part_is_not_one(ends):
    channel, theirs, _ = ends
    first, second, third = (pack({"id": number}, number) for number in (1, 2, 3))
    assert not channel.has_frame()
    theirs.sendall(first + second + third[:-1])
    assert channel.receive(remaining=within(5))[0] == {"id": 1}
    assert channel.has_frame()
    assert channel.take(remaining=lambda: 0.0) == second[4:]
    assert not channel.has_frame()
    assert not channel.is_quiet()
    theirs.sendall(third[-1:])
    assert channel.receive(remaining=within(5)) == ({"id": 3}, [3])
    assert channel.is_quiet()


def test_a_frame_that_was_sent_too_early_is_no_quiet(ends):
    channel, theirs, _ = ends
    theirs.sendall(pack({"id": 1}) + pack({"id": 2}))
    channel.receive(remaining=within(5))
    assert channel.has_frame()
    assert not channel.is_quiet()


def test_a_length_that_no_frame_has_is_none_that_has_come(ends):
    channel, theirs, _ = ends
    theirs.sendall(pack({"id": 1}) + struct.pack(">I", FRAME_BYTES + 1) + bytes(100))
    channel.receive(remaining=within(5))
    assert not channel.has_frame()
    with pytest.raises(WireError):
        channel.receive(remaining=within(5))


def test_a_large_frame_crosses_both_ways(ends):
    channel, theirs, _ = ends
    frame = pack({}, np.arange(400_000.0))
    sender = in_background(theirs.sendall, frame)
    assert channel.receive(remaining=within(20))[1][0].sum() == np.arange(400_000.0).sum()
    sender.join()
    received = bytearray()

    def read():
        while len(received) < len(frame):
            received.extend(theirs.recv(1 << 16))

    reader = in_background(read)
    channel.send(frame, remaining=within(20))
    reader.join()
    assert received == frame


def test_a_frame_that_announces_too_much_is_refused_before_it_is_read(ends):
    channel, theirs, _ = ends
    theirs.sendall(struct.pack(">I", FRAME_BYTES + 1))
    with pytest.raises(WireError, match="a frame of"):
        channel.receive(remaining=within(5))


@pytest.mark.parametrize("sent", [b"", b"\0\0", struct.pack(">I", 100), struct.pack(">I", 100) + b"x" * 99])
def test_a_frame_that_stops_half_way_is_late(ends, sent):
    channel, theirs, _ = ends
    theirs.sendall(sent)
    with pytest.raises(DeadlineExceeded):
        channel.receive(remaining=within(0.1))


@pytest.mark.parametrize("sent", [b"", b"\0\0", struct.pack(">I", 100) + b"x" * 99])
def test_a_frame_whose_sender_is_gone_is_closed(ends, sent):
    channel, theirs, _ = ends
    theirs.sendall(sent)
    theirs.close()
    with pytest.raises(PeerClosed):
        channel.receive(remaining=within(5))


def test_the_deadline_holds_for_the_whole_frame_however_slowly_it_drips(ends):
    channel, theirs, _ = ends
    stop = threading.Event()

    def drip():
        theirs.send(struct.pack(">I", 1000))
        while not stop.wait(0.02):
            theirs.send(b"x")

    thread = in_background(drip)
    with pytest.raises(DeadlineExceeded):
        channel.receive(remaining=within(0.3))
    stop.set()
    thread.join()


def test_sending_to_one_that_does_not_read_is_late(ends):
    channel, _, _ = ends
    with pytest.raises(DeadlineExceeded):
        channel.send(bytes(4_000_000), remaining=within(0.1))


def test_sending_to_one_that_is_gone_is_closed(ends):
    channel, theirs, _ = ends
    theirs.close()
    with pytest.raises(PeerClosed):
        channel.send(bytes(4_000_000), remaining=within(5))


def test_what_is_printed_is_kept_up_to_the_limit_and_never_blocks_the_writer(ends):
    channel, theirs, printed = ends

    def flood():
        for _ in range(300):
            os.write(printed, b"y" * 1000)
        theirs.sendall(pack({"id": 1}))

    thread = in_background(flood)
    channel.receive(remaining=within(20))
    thread.join()
    assert channel.printed == b"y" * 1000


def test_a_flood_of_output_does_not_put_off_the_deadline(ends):
    channel, _, printed = ends
    stop = threading.Event()

    def flood():
        while not stop.is_set():
            os.write(printed, b"y" * 60_000)

    thread = in_background(flood)
    with pytest.raises(DeadlineExceeded):
        channel.receive(remaining=within(0.2))
    stop.set()
    channel.drain()
    thread.join(5)


def test_a_closed_output_pipe_is_left_alone(ends):
    channel, theirs, printed = ends
    os.close(printed)
    theirs.sendall(pack({"id": 1}))
    assert channel.receive(remaining=within(5))[0] == {"id": 1}
    with pytest.raises(DeadlineExceeded):
        channel.receive(remaining=within(0.05))


@pytest.mark.parametrize("early", [pack({"id": 1}), b"\0"], ids=["a frame", "a byte"])
def test_anything_that_comes_unasked_breaks_the_quiet(ends, early):
    channel, theirs, _ = ends
    assert channel.is_quiet()
    theirs.sendall(early)
    assert not channel.is_quiet()


def test_a_byte_behind_a_frame_breaks_the_quiet(ends):
    channel, theirs, _ = ends
    theirs.sendall(pack({"id": 1}) + b"\0")
    channel.receive(remaining=within(5))
    assert not channel.is_quiet()


def test_what_frames_may_fill_is_counted_with_a_weight_for_text(ends):
    channel, theirs, _ = ends
    theirs.sendall(pack({}, "x" * 10_000))
    channel.receive(remaining=within(5))
    assert channel.received_bytes > 12 * 10_000
    before = channel.received_bytes
    theirs.sendall(pack({}, np.zeros(1000)))
    channel.receive(remaining=within(5))
    assert 8000 < channel.received_bytes - before < 10_000


def test_a_deadline_is_the_nearer_of_clock_and_processor_time():
    clock = time.CLOCK_PROCESS_CPUTIME_ID
    assert Deadline(clock, 100.0, 0.5)() <= 0.5
    short = Deadline(clock, 0.01, 100.0)
    while short() > 0:
        pass
    assert short.cpu_used() >= 0.01
    assert short.wall_used() < 100.0


def test_the_clock_of_a_process_that_is_gone_reads_zero():
    assert Deadline((~(2**22 + 1) << 3) | 2, 1.0, 1.0).cpu_used() == 0.0
