// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// node sink.js --log FILE [--port N] [--work-us N] [--store-every-ms N] [--ack]
//
// A server that writes the id of every message {"id": N, …} to the end of FILE, in its message
// handler and synchronously: once the handler has returned, SIGKILL takes nothing back. --work-us
// keeps it busy with each message before that, so that it is hit at work. With --store-every-ms it is
// an application that stores later: ids wait in memory until the next tick. With --ack each id is
// acknowledged, {"ack": {"id": N}}, after it was stored. Says "listening PORT VERSION" and ends with
// its standard input.
'use strict';

const fs = require('fs');
const path = require('path');
const { parseArgs } = require('util');
const { WebSocketServer } = require('ws');

const { values: options } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    log: { type: 'string' },
    'work-us': { type: 'string', default: '0' },
    'store-every-ms': { type: 'string' },
    ack: { type: 'boolean', default: false },
  },
});

function version() {
  for (let folder = path.dirname(require.resolve('ws')); ; folder = path.dirname(folder)) {
    const file = path.join(folder, 'package.json');
    if (fs.existsSync(file)) return JSON.parse(fs.readFileSync(file)).version;
  }
}

const log = fs.openSync(options.log, 'a');

// Eight bytes a record: none ever straddles a page, where the kernel may cut a write short for SIGKILL.
function store(entries) {
  fs.writeSync(log, entries.map(({ id }) => String(id).padStart(7, '0') + '\n').join(''));
  if (!options.ack) return;
  for (const { id, socket } of entries) socket.send(JSON.stringify({ ack: { id } }));
}

function work() {
  const end = process.hrtime.bigint() + BigInt(options['work-us']) * 1000n;
  while (process.hrtime.bigint() < end);
}

let waiting = [];
if (options['store-every-ms'] !== undefined) {
  setInterval(() => {
    if (waiting.length > 0) store(waiting);
    waiting = [];
  }, Number(options['store-every-ms']));
}

const server = new WebSocketServer({ port: Number(options.port), host: '127.0.0.1' }, () => {
  console.log(`listening ${server.address().port} ws-${version()}`);
});
server.on('connection', (socket) => {
  // An unhandled 'error' would end the whole process and look like a killed server.
  socket.on('error', (error) => console.error('sink:', error.message));
  socket.on('message', (data) => {
    work();
    const entry = { id: JSON.parse(data).id, socket };
    if (options['store-every-ms'] !== undefined) waiting.push(entry);
    else store([entry]);
  });
});

process.stdin.on('end', () => process.exit(0));
process.stdin.resume();
