#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 Breakwater contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""echo.py [--port N] [--cert FILE --key FILE] [--log FILE]

The same server as echo.js, with Debian's python3-websockets.
"""

import argparse
import asyncio
import re
import ssl
import sys

import websockets


def parse_arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--cert")
    parser.add_argument("--key")
    parser.add_argument("--log")
    return parser.parse_args()


async def echo(socket, log):
    try:
        async for message in socket:
            if isinstance(message, str):
                if log:
                    log.write(message + "\n")
                close = re.fullmatch(r"close (\d+)", message)
                if close:
                    await socket.close(int(close[1]), "as asked")
                    return
            await socket.send(message)
    except websockets.ConnectionClosedError:
        pass  # the client went without a word


async def main():
    options = parse_arguments()
    tls = None
    if options.cert:
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(options.cert, options.key)
    log = open(options.log, "a", buffering=1, encoding="utf-8") if options.log else None

    server = await websockets.serve(
        lambda socket: echo(socket, log), "127.0.0.1", options.port, ssl=tls, max_size=64 * 1024 * 1024)
    port = server.sockets[0].getsockname()[1]
    print(f"listening {port} websockets-{websockets.version.version}", flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


asyncio.run(main())
