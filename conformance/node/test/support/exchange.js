// The simulated exchange as a process of its own, and a market that moves only when a test says so.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..', '..');
const ROUND = [100, 99, 98, 102, 101];
const ROUNDS = 400;
const ACCOUNTS = 40;
const PATIENCE_MILLIS = 10_000;
const START_MILLIS = 180_000;

/** Starts `alphaflow exchange` with one symbol, BTC/USDT, and an account for each test. */
export async function startExchange() {
  const folder = mkdtempSync(join(tmpdir(), 'conformance-'));
  const trades = join(folder, 'trades.csv');
  const lines = ['timestamp,price,amount'];
  for (let i = 0; i < ROUND.length * ROUNDS; i++) {
    lines.push(`${1_700_000_000 + i},${ROUND[i % ROUND.length]},10`);
  }
  writeFileSync(trades, lines.join('\n') + '\n');
  const keys = Array.from({ length: ACCOUNTS }, (_, i) => ({ key: `key-${i}`, secret: `secret-${i}` }));
  const args = ['exchange', '--port', '0', '--data', trades, '--paused'];
  args.push('--balance', 'USDT=10000', '--balance', 'BTC=5');
  keys.forEach((k) => args.push('--key', `${k.key}:${k.secret}`));
  const process = spawn(join(root, 'alphaflow'), args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const urls = await ready(process);
  return new Exchange(process, folder, urls, keys);
}

function ready(process) {
  return new Promise((resolve, reject) => {
    let output = '';
    const fail = (why) => {
      clearTimeout(late);
      reject(new Error(`${why}:\n${output}`));
    };
    const late = setTimeout(() => fail(`no exchange after ${START_MILLIS} ms`), START_MILLIS);
    process.on('exit', (code) => fail(`the exchange ended with ${code}`));
    process.stdout.on('data', (data) => {
      output += data;
      if (output.includes('Ready.')) {
        clearTimeout(late);
        const url = (name) => output.match(new RegExp(`^${name} +(\\S+)`, 'm'))[1];
        resolve({ rest: url('REST'), streams: url('Streams'), wsApi: url('WebSocket API') });
      }
    });
  });
}

class Exchange {
  #process;
  #folder;
  #keys;
  #used = 0;

  constructor(process, folder, urls, keys) {
    this.#process = process;
    this.#folder = folder;
    this.#keys = keys;
    this.urls = urls;
  }

  /** A key whose account nobody has used: 10,000 USDT and 5 BTC. */
  account() {
    return this.#keys[this.#used++];
  }

  /** Makes the next trades happen, until one at this price has. */
  async tradeAt(price) {
    for (let i = 0; i <= ROUND.length; i++) {
      await this.#admin('playback', '{"step": 1}');
      if (Number(await this.lastPrice()) === price) {
        return;
      }
    }
    throw new Error(`no trade at ${price}`);
  }

  async lastPrice() {
    const answer = await fetch(`${this.urls.rest}/api/v3/ticker/price?symbol=BTCUSDT`);
    return (await answer.json()).price;
  }

  /** Waits until a new connection listens to so many market streams. */
  async listening(count) {
    const until = Date.now() + PATIENCE_MILLIS;
    while (Date.now() < until) {
      const { streams } = await this.#admin('playback');
      if (streams.includes(count)) {
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error(`nobody listens to ${count} streams`);
  }

  /** The exchange's own books of an account. */
  async ledger(key) {
    const all = await this.#admin('ledger');
    return {
      balances: all.balances[key],
      orders: all.orders.filter((o) => o.account === key),
      fills: all.fills.filter((f) => f.account === key),
    };
  }

  async #admin(what, body) {
    const answer = await fetch(`${this.urls.rest}/admin/${what}`, body ? { method: 'PUT', body } : {});
    const json = await answer.json();
    if (!answer.ok) {
      throw new Error(JSON.stringify(json));
    }
    return json;
  }

  async stop() {
    this.#process.removeAllListeners('exit');
    const ended = new Promise((resolve) => this.#process.on('exit', resolve));
    this.#process.kill('SIGTERM');
    await ended;
    rmSync(this.#folder, { recursive: true });
  }
}
