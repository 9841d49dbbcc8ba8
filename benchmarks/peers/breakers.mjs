// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// breakers.mjs DIR: what the circuit breakers in DIR/node_modules add to a call that succeeds, in ns,
// as one JSON object. The call itself, awaited without a breaker, is taken off in each round.

import {createRequire} from 'node:module';
import {join} from 'node:path';

const require = createRequire(join(process.argv[2], 'package.json'));
const CircuitBreaker = require('opossum');
const {circuitBreaker, ConsecutiveBreaker, handleAll} = require('cockatiel');

const rounds = 15;
const calls = 20_000;
const action = async () => 1;
const opossum = new CircuitBreaker(action, {timeout: false});
const cockatiel = circuitBreaker(handleAll, {halfOpenAfter: 60_000, breaker: new ConsecutiveBreaker(5)});
const ways = {bare: action, opossum: () => opossum.fire(), cockatiel: () => cockatiel.execute(action)};

async function nanoseconds(call) {
    const before = process.cpuUsage(); // not wall time: what other programs take is not theirs
    for (let i = 0; i < calls; ++i)
        await call();
    const {user, system} = process.cpuUsage(before);
    return (user + system) * 1000 / calls;
}

const times = {opossum: [], cockatiel: []};
for (let round = -3; round < rounds; ++round) { // the first ones warm up
    const bare = await nanoseconds(ways.bare);
    for (const name of Object.keys(times)) {
        const took = await nanoseconds(ways[name]) - bare;
        if (round >= 0)
            times[name].push(took);
    }
}
opossum.shutdown();
const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
console.log(JSON.stringify(Object.fromEntries(Object.entries(times).map(([name, list]) => [name, median(list)]))));
