// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// node echo.js [--port N] [--cert FILE --key FILE] [--log FILE]
//
// An echo server on loopback with whichever `ws` NODE_PATH leads to. Says "listening PORT VERSION".
// Text "close CODE" is answered by that Close. With --log every text is written to the file, one a
// line, before it is echoed. Ends when its standard input ends, so that it never outlives a test.
'use strict';

const fs = require('fs');
const { parseArgs } = require('util');
const { WebSocketServer } = require('ws');

const { values: options } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    cert: { type: 'string' },
    key: { type: 'string' },
    log: { type: 'string' },
  },
});

function version() {
  const main = require.resolve('ws');
  for (let folder = require('path').dirname(main); ; folder = require('path').dirname(folder)) {
    const file = require('path').join(folder, 'package.json');
    if (fs.existsSync(file)) return JSON.parse(fs.readFileSync(file)).version;
  }
}

const http = options.cert
  ? require('https').createServer({ cert: fs.readFileSync(options.cert), key: fs.readFileSync(options.key) })
  : require('http').createServer();
const log = options.log ? fs.openSync(options.log, 'a') : null;
const server = new WebSocketServer({ server: http, maxPayload: 64 * 1024 * 1024 });

server.on('connection', (socket) => {
  // An unhandled 'error' would end the whole process and look like a killed server.
  socket.on('error', (error) => console.error('peer:', error.message));
  socket.on('message', (data, isBinary) => {
    if (!isBinary) {
      const text = data.toString();
      if (log !== null) fs.writeSync(log, text + '\n');
      const close = /^close (\d+)$/.exec(text);
      if (close) {
        socket.close(Number(close[1]), 'as asked');
        return;
      }
    }
    socket.send(data, { binary: isBinary });
  });
});
http.on('tlsClientError', () => {}); // clients that refuse our certificate
http.listen(Number(options.port), '127.0.0.1', () => {
  console.log(`listening ${http.address().port} ws-${version()}`);
});

process.stdin.on('end', () => process.exit(0));
process.stdin.resume();
