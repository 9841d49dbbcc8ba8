# SPDX-FileCopyrightText: 2026 Breakwater contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""send.py URL SIZE COUNT: sends so many binary messages as fast as it can, with Debian's websockets,
and prints the nanoseconds of one."""

import asyncio
import sys
import time

import websockets


async def main(url, size, count):
    payload = b"x" * size
    async with websockets.connect(url, compression=None) as link:
        begin = time.monotonic_ns()
        for _ in range(count):
            await link.send(payload)
        print((time.monotonic_ns() - begin) / count)


asyncio.run(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
