"""Family 5: no network, of any kind, in any direction."""

import socket

import pytest

ATTEMPTS = {
    "TCP": "socket.create_connection(('127.0.0.1', port))",
    "TCP over IPv6": "socket.socket(socket.AF_INET6, socket.SOCK_STREAM).connect(('::1', port))",
    "UDP": "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', port))",
    "DNS": "socket.getaddrinfo('example.org', 80)",
    "a UNIX socket by path": "socket.socket(socket.AF_UNIX).connect(path)",
    "a UNIX socket by abstract name": "socket.socket(socket.AF_UNIX).connect('\\0autograder-test')",
    "listening": "socket.create_server(('127.0.0.1', 0))",
    "listening on a UNIX socket": "socket.socket(socket.AF_UNIX).bind('\\0autograder-worker')",
    "a raw socket": "socket.socket(socket.AF_INET, socket.SOCK_RAW, 1)",
    "netlink": "socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0)",
    "a packet socket": "socket.socket(socket.AF_PACKET, socket.SOCK_RAW)",
    "a vsock": "socket.socket(40, socket.SOCK_STREAM)",
    "the kernel's ciphers": "socket.socket(38, socket.SOCK_SEQPACKET)",
    "a pair": "socket.socketpair()",
    "a fetch": "urllib.request.urlopen(f'http://127.0.0.1:{port}/')",
    "an event loop": "asyncio.run(asyncio.open_connection('127.0.0.1', port))",
    "numpy's data source": "numpy.lib.npyio.DataSource(None).open(f'http://127.0.0.1:{port}/x')",
    "a descriptor by message": "socket.socket(fileno=3).sendmsg([b'x'], [(1, 1, b'\\0\\0\\0\\0')])",
    "a connection of the channel": "socket.socket(fileno=3).connect(path)",
    "a name for the channel": "socket.socket(fileno=3).bind('\\0autograder-worker')",
}


@pytest.fixture(scope="module")
def listeners(tmp_path_factory):
    """(port, path) of sockets that would notice, and the sockets."""
    path = str(tmp_path_factory.mktemp("socket") / "s")
    by_path, abstract = socket.socket(socket.AF_UNIX), socket.socket(socket.AF_UNIX)
    with socket.create_server(("127.0.0.1", 0)) as tcp, by_path, abstract:
        by_path.bind(path)
        by_path.listen()
        abstract.bind("\0autograder-test")
        abstract.listen()
        port = tcp.getsockname()[1]
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
            udp.bind(("127.0.0.1", port))
            for one in (tcp, by_path, abstract, udp):
                one.setblocking(False)
            yield port, path, (tcp, by_path, abstract, udp)


@pytest.mark.parametrize("how", ATTEMPTS)
def test_no_network_by(attack, listeners, how):
    port, path, sockets = listeners
    source = f"import asyncio, numpy, os, socket, urllib.request\ndef f(port, path): {ATTEMPTS[how]}\n"
    answer = attack(source, port, path)
    kind = answer.type_name.rpartition(".")[2]
    assert kind in ("PermissionError", "gaierror", "URLError", "FileNotFoundError", "OSError"), answer
    for one in sockets:
        with pytest.raises(BlockingIOError):
            one.accept() if one.type == socket.SOCK_STREAM else one.recv(10)
