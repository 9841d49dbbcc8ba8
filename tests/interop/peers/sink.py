#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 Breakwater contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""sink.py --log FILE [--port N] [--work-us N] [--store-in layer|handler] [--ack]

The same server as sink.js, with Debian's python3-websockets.

This library answers a ping when it parses it, while up to 32 messages wait for the handler, so its
pong speaks for the WebSocket layer and not for the application. What a pong of its promises is
therefore looked for where it is promised: `layer` (the default) stores a message in read_message(),
which the library calls for each one before it parses what follows. `handler` stores where an
application would.
"""

import argparse
import asyncio
import json
import os
import sys
import time

import websockets

options = None
log = None


def store(message):
    """Works a while, then writes, synchronously: on return SIGKILL takes nothing back.

    Eight bytes a record: none ever straddles a page, where the kernel may cut a write short for SIGKILL.
    """
    end = time.perf_counter() + options.work_us / 1e6
    while time.perf_counter() < end:
        pass
    os.write(log, b"%07d\n" % json.loads(message)["id"])


class Sink(websockets.WebSocketServerProtocol):
    async def read_message(self):
        message = await super().read_message()
        if message is not None and options.store_in == "layer":
            store(message)
        return message


async def handle(socket, _path=None):
    try:
        async for message in socket:
            if options.store_in == "handler":
                store(message)
            if options.ack:
                await socket.send(json.dumps({"ack": {"id": json.loads(message)["id"]}}))
    except websockets.ConnectionClosedError:
        pass  # the client went without a word


async def main():
    server = await websockets.serve(handle, "127.0.0.1", options.port, create_protocol=Sink)
    port = server.sockets[0].getsockname()[1]
    print(f"listening {port} websockets-{websockets.version.version}", flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


def parse_arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--log", required=True)
    parser.add_argument("--work-us", type=int, default=0)
    parser.add_argument("--store-in", choices=["layer", "handler"], default="layer")
    parser.add_argument("--ack", action="store_true")
    return parser.parse_args()


options = parse_arguments()
log = os.open(options.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
asyncio.run(main())
