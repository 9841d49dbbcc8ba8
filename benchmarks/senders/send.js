// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// node send.js URL SIZE COUNT: sends so many binary messages as fast as it can, with whichever `ws`
// NODE_PATH leads to, and prints the nanoseconds of one.
'use strict';

const { WebSocket } = require('ws');

const [url, size, count] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const payload = Buffer.alloc(size, 'x');
const link = new WebSocket(url, { perMessageDeflate: false });
let sent = 0;
let begin;

function send() {
  for (let i = 0; i < 1024 && sent < count && link.bufferedAmount < 1024 * 1024; ++i, ++sent)
    link.send(payload);
  if (sent < count || link.bufferedAmount > 0)
    return setImmediate(send);
  console.log(Number(process.hrtime.bigint() - begin) / count);
  link.close();
}

link.on('open', () => {
  begin = process.hrtime.bigint();
  send();
});
