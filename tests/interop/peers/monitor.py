#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 Breakwater contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""monitor.py [--port N] --spelling plain|long|nested|listed

A monitoring server of somebody else's making, with Debian's python3-websockets: knows no subprotocol
and no commands, and tells of five services, half of whose events fail, in one of several spellings.
"""

import argparse
import asyncio
import datetime
import json
import sys
import time

import websockets

SERVICES = ["websocket", "redis", "supabase", "kimi", "glm"]


def frame(kind, data):
    return json.dumps({"type": kind, "data": data, "timestamp": time.time()})


def counters(spelling, events):
    if spelling == "plain":
        return {"event_count": events, "error_count": events // 2, "bytes": events * 100,
                "avg_response_time_ms": 20.0}
    if spelling == "long":
        return {"total_events": events, "total_errors": events // 2, "bytes_sent": events * 60,
                "bytes_received": events * 40, "avg_response_time": 0.02}
    if spelling == "nested":
        return {"totalEvents": events, "errorCount": events // 2, "dataSize": events * 100,
                "responseTimeMs": 20}
    return {"count": str(events), "failures": events // 2, "data_volume": events * 100, "duration_ms": 20}


def stats(spelling, events):
    if spelling == "plain":
        return {name: counters(spelling, events) for name in SERVICES}
    if spelling == "long":
        return {"connections": len(SERVICES), "stats": {name: counters(spelling, events) for name in SERVICES}}
    if spelling == "nested":
        return {"name": "monitor", "services": {name: {"stats": counters(spelling, events)} for name in SERVICES}}
    return {"services": [{"service_name": name, **counters(spelling, events)} for name in SERVICES]}


def event(spelling, name, number):
    failed = number % 2 == 0
    now = datetime.datetime.utcnow()
    if spelling == "plain":
        return {"connection_type": name, "timestamp": now.isoformat(), "script": "poller.py",
                "function": "fetch", "response_time_ms": 10 + number, "bytes": 100,
                "error": "timed out" if failed else None}
    if spelling == "long":
        return {"connection_type": name, "broadcast_time": time.time(), "script_name": "poller.py",
                "function_name": "fetch", "response_time": 0.01, "data_size": 100, "success": not failed}
    if spelling == "nested":
        return {"serviceName": name, "datetime": now.isoformat() + "+00:00", "scriptName": "poller.py",
                "functionName": "fetch", "durationMs": 12, "errorCount": 1 if failed else 0}
    return {"service": name, "time": int(time.time() * 1000), "script": "poller.py", "function": "fetch",
            "duration_ms": 12, "status": "error" if failed else "ok"}


async def publish(socket, spelling):
    try:
        await socket.send(frame("initial_stats", stats(spelling, 100)))
        await socket.send(frame("weather", {"sun": True}))
        await socket.send("this is no JSON")
        number = 0
        while True:
            number += 1
            for name in SERVICES:
                await socket.send(frame("event", event(spelling, name, number)))
            if number % 10 == 0:
                await socket.send(frame("stats", stats(spelling, 100 + number)))
            await asyncio.sleep(0.02)
    except websockets.ConnectionClosed:
        pass


async def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--spelling", default="plain")
    options = parser.parse_args()

    server = await websockets.serve(
        lambda socket: publish(socket, options.spelling), "127.0.0.1", options.port)
    port = server.sockets[0].getsockname()[1]
    print(f"listening {port} websockets-{websockets.version.version}", flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


asyncio.run(main())
