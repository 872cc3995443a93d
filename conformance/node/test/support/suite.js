// The one suite that every client passes. A client is wrapped in an adapter that says in its own
// words what the suite asks; numbers stay those that the library returned.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startExchange } from './exchange.js';

const FEE = 0.001;

/** Amounts come as texts or numbers, with more or fewer zeros; none here has over eight decimals. */
function same(actual, expected, what) {
  assert.equal(Number(actual).toFixed(8), Number(expected).toFixed(8), what);
}

/**
 * @param name of the client
 * @param connect makes an adapter of (urls, {key, secret})
 * @param without what the library cannot do, with the reason
 */
export function conformance(name, connect, without = {}) {
  describe(name, { timeout: 240_000 }, () => {
    let exchange;

    before(async () => {
      exchange = await startExchange();
    });

    after(async () => {
      await exchange?.stop();
    });

    /** A test with a client and an account of its own, at a last price of 100. */
    function check(what, body, skip = false) {
      test(what, { timeout: 60_000, skip }, async () => {
        const account = exchange.account();
        await exchange.tradeAt(100);
        const client = await connect(exchange.urls, account);
        try {
          await body(client, account);
        } finally {
          await client.close();
        }
      });
    }

    async function balancesAre(client, account, expected) {
      const told = await client.balances();
      const { balances } = await exchange.ledger(account.key);
      for (const [asset, [free, locked]] of Object.entries(expected)) {
        same(told[asset].free, free, `free ${asset}`);
        same(told[asset].locked, locked, `locked ${asset}`);
        same(balances[asset].free, free, `free ${asset} in the ledger`);
        same(balances[asset].locked, locked, `locked ${asset} in the ledger`);
      }
    }

    check('reads the rules of the symbol', async (client) => {
      const rules = await client.rules();
      assert.equal(rules.base, 'BTC');
      assert.equal(rules.quote, 'USDT');
      same(rules.tick, 0.01);
      same(rules.step, 0.00001);
      same(rules.minNotional, 5);
    });

    check('reads the book and the last trade', async (client) => {
      const book = await client.book();
      same(book.bid, 99.99);
      same(book.ask, 100.01);
      const trade = await client.lastTrade();
      same(trade.price, 100);
      same(trade.quantity, 10);
    });

    check('fills a market order and books it exactly', async (client, account) => {
      const order = await client.place({ side: 'BUY', type: 'MARKET', quantity: '0.5', clientId: 'm-1' });
      assert.equal(order.status, client.status('FILLED'));
      same(order.filled, 0.5);
      same(order.cost, 50.005);
      await balancesAre(client, account, {
        BTC: [5 + 0.5 * (1 - FEE), 0],
        USDT: [10000 - 50.005, 0],
      });
      const { orders, fills } = await exchange.ledger(account.key);
      assert.equal(orders.length, 1);
      assert.equal(orders[0].clientOrderId, 'm-1');
      assert.equal(fills.length, 1);
      same(fills[0].price, 100.01);
    });

    check('sells at the market', async (client, account) => {
      await client.place({ side: 'SELL', type: 'MARKET', quantity: '2', clientId: 'm-2' });
      await balancesAre(client, account, { BTC: [3, 0], USDT: [10000 + 199.98 * (1 - FEE), 0] });
    });

    check('spends an amount of quote', async (client) => {
      const order = await client.place({ side: 'BUY', type: 'MARKET', quoteQuantity: '200.02', clientId: 'q-1' });
      assert.equal(order.status, client.status('FILLED'));
      same(order.filled, 2);
      same(order.cost, 200.02);
    });

    check('lets a limit order rest and fill as maker', async (client, account) => {
      const order = await client.place({ side: 'BUY', type: 'LIMIT', timeInForce: 'GTC', quantity: '1', price: '99.5', clientId: 'l-1' });
      assert.equal(order.status, client.status('NEW'));
      const open = await client.openOrders();
      assert.deepEqual(open.map((o) => [o.id, o.clientId]), [[order.id, 'l-1']]);
      same(open[0].price, 99.5);
      await balancesAre(client, account, { USDT: [9900.5, 99.5] });
      await exchange.tradeAt(99);
      const filled = await client.order({ id: order.id });
      assert.equal(filled.status, client.status('FILLED'));
      same(filled.filled, 1);
      same(filled.cost, 99.5);
      const trades = await client.ownTrades();
      assert.equal(trades.length, 1);
      assert.equal(trades[0].orderId, order.id);
      assert.equal(trades[0].maker, true);
      same(trades[0].price, 99.5);
      same(trades[0].fee, FEE);
      assert.equal(trades[0].feeAsset, 'BTC');
      await balancesAre(client, account, { BTC: [5 + 1 - FEE, 0], USDT: [9900.5, 0] });
    });

    check('finds an order by the id that the client gave it', async (client) => {
      const order = await client.place({ side: 'SELL', type: 'LIMIT', timeInForce: 'GTC', quantity: '1.25', price: '130', clientId: 'find-me_1' });
      const found = await client.order({ clientId: 'find-me_1' });
      assert.equal(found.id, order.id);
      same(found.quantity, 1.25);
      same(found.price, 130);
    });

    for (const timeInForce of ['IOC', 'FOK']) {
      check(`a limit order with ${timeInForce} fills at once or not at all`, async (client, account) => {
        const filled = await client.place({ side: 'BUY', type: 'LIMIT', timeInForce, quantity: '1', price: '100.01', clientId: 'i-1' });
        assert.equal(filled.status, client.status('FILLED'));
        const ended = await client.place({ side: 'BUY', type: 'LIMIT', timeInForce, quantity: '1', price: '99', clientId: 'i-2' });
        assert.equal(ended.status, client.status('EXPIRED'));
        same(ended.filled, 0);
        await balancesAre(client, account, { BTC: [5 + 1 - FEE, 0], USDT: [10000 - 100.01, 0] });
      });
    }

    check('a maker-only order rests and is refused when it would take', async (client, account) => {
      const order = await client.place({ side: 'SELL', type: 'LIMIT_MAKER', quantity: '1', price: '101.5', clientId: 'k-1' });
      assert.equal((await client.order({ id: order.id })).status, client.status('NEW'));
      await balancesAre(client, account, { BTC: [4, 1] });
      const refused = await client.refusal(() =>
        client.place({ side: 'BUY', type: 'LIMIT_MAKER', quantity: '1', price: '105', clientId: 'k-2' }));
      assert.equal(refused.code, -2010);
      assert.equal(refused.message, 'Order would immediately match and take.');
    });

    check('cancels one order, then all others', async (client, account) => {
      const limit = { side: 'SELL', type: 'LIMIT', timeInForce: 'GTC', quantity: '1' };
      const first = await client.place({ ...limit, price: '110', clientId: 'c-1' });
      await client.place({ ...limit, price: '111', clientId: 'c-2' });
      await client.place({ ...limit, price: '112', clientId: 'c-3' });
      await client.cancel({ id: first.id });
      assert.equal((await client.order({ id: first.id })).status, client.status('CANCELED'));
      await balancesAre(client, account, { BTC: [3, 2] });
      await client.cancel({ clientId: 'c-2' });
      await client.cancelAll();
      assert.deepEqual(await client.openOrders(), []);
      await balancesAre(client, account, { BTC: [5, 0], USDT: [10000, 0] });
      const { orders } = await exchange.ledger(account.key);
      assert.deepEqual(orders.map((o) => o.status), ['CANCELED', 'CANCELED', 'CANCELED']);
    });

    for (const [type, stopPrice, price, at, paid] of [
      // The market goes 100, 99, 98, 102; the book is one tick to each side of it.
      ['STOP_LOSS', '98.5', undefined, 98, 97.99],
      ['STOP_LOSS_LIMIT', '98.5', '97.5', 98, 97.99],
      ['TAKE_PROFIT', '101.5', undefined, 102, 101.99],
      ['TAKE_PROFIT_LIMIT', '101.5', '101', 102, 101.99],
    ]) {
      check(`a ${type} order waits for its price and then fills`, async (client, account) => {
        const timeInForce = price && 'GTC';
        const order = await client.place({ side: 'SELL', type, quantity: '1', stopPrice, price, timeInForce, clientId: 's-1' });
        const waiting = await client.order({ id: order.id });
        assert.equal(waiting.status, client.status('NEW'));
        same(waiting.stopPrice, stopPrice);
        same(waiting.filled, 0);
        await balancesAre(client, account, { BTC: [4, 1], USDT: [10000, 0] });
        await exchange.tradeAt(99);
        assert.equal((await client.order({ id: order.id })).status, client.status('NEW'));
        await exchange.tradeAt(at);
        const filled = await client.order({ id: order.id });
        assert.equal(filled.status, client.status('FILLED'));
        same(filled.cost, paid);
        await balancesAre(client, account, { BTC: [4, 0], USDT: [10000 + paid * (1 - FEE), 0] });
      });
    }

    check('of a pair one fills and the other ends', async (client, account) => {
      const pair = await client.oco({
        side: 'SELL', quantity: '1', abovePrice: '101.5', belowStopPrice: '90', belowPrice: '89.5', aboveClientId: 'p-above', belowClientId: 'p-below',
      });
      assert.deepEqual(pair.clientIds.sort(), ['p-above', 'p-below']);
      const open = await client.openOrders();
      assert.equal(open.length, 2);
      // The two hold the quantity once.
      await balancesAre(client, account, { BTC: [4, 1] });
      await exchange.tradeAt(102);
      const above = await client.order({ clientId: 'p-above' });
      assert.equal(above.status, client.status('FILLED'));
      same(above.cost, 101.5);
      assert.equal((await client.order({ clientId: 'p-below' })).status, client.status('EXPIRED'));
      await balancesAre(client, account, { BTC: [4, 0], USDT: [10000 + 101.5 * (1 - FEE), 0] });
    });

    check('replaces an order', async (client, account) => {
      const limit = { side: 'SELL', type: 'LIMIT', timeInForce: 'GTC', quantity: '1' };
      const old = await client.place({ ...limit, price: '110', clientId: 'x-1' });
      const fresh = await client.replace(old.id, { ...limit, price: '111', clientId: 'x-2' });
      assert.notEqual(fresh.id, old.id);
      assert.equal((await client.order({ id: old.id })).status, client.status('CANCELED'));
      const found = await client.order({ clientId: 'x-2' });
      assert.equal(found.id, fresh.id);
      same(found.price, 111);
      await balancesAre(client, account, { BTC: [4, 1] });
    });

    check('makes an order smaller without losing its place', async (client, account) => {
      const order = await client.place({ side: 'SELL', type: 'LIMIT', timeInForce: 'GTC', quantity: '2', price: '110', clientId: 'a-1' });
      await client.amend(order.id, '1.5');
      const amended = await client.order({ id: order.id });
      same(amended.quantity, 1.5);
      assert.equal(amended.status, client.status('NEW'));
      await balancesAre(client, account, { BTC: [3.5, 1.5] });
    }, without.amend);

    check('hears refusals with code and text', async (client, account) => {
      const limit = { side: 'BUY', type: 'LIMIT', timeInForce: 'GTC', quantity: '1', price: '90', clientId: 'r-1' };
      const refused = async (call, code, message, kind) => {
        const told = await client.refusal(call);
        assert.equal(told.code, code);
        assert.equal(told.message, message);
        // Only libraries with a hierarchy of errors name a kind.
        assert.equal(told.kind, told.kind && kind);
      };
      const place = (changes) => () => client.place({ ...limit, ...changes });
      await refused(place({ quantity: '4000' }), -2010, 'Account has insufficient balance for requested action.', 'InsufficientFunds');
      await refused(place({ quantity: '0.01' }), -1013, 'Filter failure: NOTIONAL', 'BadRequest');
      await refused(() => client.order({ id: '424242' }), -2013, 'Order does not exist.', 'OrderNotFound');
      await refused(() => client.cancel({ id: '424242' }), -2011, 'Unknown order sent.', 'OrderNotFound');
      const { orders } = await exchange.ledger(account.key);
      assert.deepEqual(orders, []);
    });

    check('refuses a client order id that an open order has', async (client) => {
      const limit = { side: 'BUY', type: 'LIMIT', timeInForce: 'GTC', quantity: '1', price: '90', clientId: 'twice' };
      const first = await client.place(limit);
      const refused = await client.refusal(() => client.place(limit));
      assert.equal(refused.code, -2010);
      assert.equal(refused.message, 'Duplicate order sent.');
      await client.cancel({ id: first.id });
      const second = await client.place(limit);
      assert.notEqual(second.id, first.id);
    });

    test('refuses a wrong secret', { timeout: 60_000 }, async () => {
      const { key } = exchange.account();
      const client = await connect(exchange.urls, { key, secret: 'guessed' });
      try {
        const refused = await client.refusal(() => client.balances());
        assert.equal(refused.code, -1022);
      } finally {
        await client.close();
      }
    });

    check('hears its own orders on the user stream', async (client) => {
      const heard = await client.userStream();
      const order = await client.place({ side: 'BUY', type: 'LIMIT', timeInForce: 'GTC', quantity: '15', price: '99.5', clientId: 'u-1' });
      const placed = await heard.next((m) => m.clientId === 'u-1');
      assert.equal(placed.status, client.status('NEW'));
      assert.equal(placed.id, order.id);
      same(placed.filled, 0);
      await exchange.tradeAt(99);
      const part = await heard.next((m) => m.clientId === 'u-1' && Number(m.filled) > 0);
      assert.equal(part.status, client.status('PARTIALLY_FILLED'));
      same(part.filled, 10);
      await exchange.tradeAt(98);
      const all = await heard.next((m) => m.clientId === 'u-1' && Number(m.filled) > 10);
      assert.equal(all.status, client.status('FILLED'));
      same(all.filled, 15);
      await client.place({ side: 'SELL', type: 'LIMIT', timeInForce: 'GTC', quantity: '1', price: '150', clientId: 'u-2' });
      await client.cancel({ clientId: 'u-2' });
      const cancelled = await heard.next((m) => m.clientId === 'u-2' && m.status === client.status('CANCELED'));
      same(cancelled.filled, 0);
    });

    check('hears its balances on the user stream', async (client) => {
      const heard = await client.balanceStream();
      await client.place({ side: 'SELL', type: 'MARKET', quantity: '1', clientId: 'b-1' });
      const usdt = 10000 + 99.99 * (1 - FEE);
      const told = await heard.next((m) => m.USDT && Number(m.USDT.free) > 10000);
      same(told.USDT.free, usdt);
      same(told.BTC.free, 4);
    });

    check('keeps a book from the depth stream', async (client) => {
      const heard = await client.depthStream((count) => exchange.listening(count));
      await exchange.tradeAt(99);
      await exchange.tradeAt(98);
      // The update of a trade goes out before the trade after it.
      await exchange.tradeAt(102);
      const book = await heard.next((b) => Number(b.bid) === 97.99);
      same(book.ask, 98.01);
    });

  });
}
