import assert from 'node:assert/strict';
import ccxt from 'ccxt';
import { Heard } from './support/heard.js';
import { conformance } from './support/suite.js';

const SYMBOL = 'BTC/USDT';
const STATUS = {
  NEW: 'open', PARTIALLY_FILLED: 'open', FILLED: 'closed', CANCELED: 'canceled', EXPIRED: 'expired', REJECTED: 'rejected',
};

/** ccxt with its unified methods; only addresses and the kinds of markets are set. */
async function connect(urls, { key, secret }) {
  const api = new ccxt.pro.binance({
    apiKey: key,
    secret,
    options: { fetchMarkets: { types: ['spot'] } },
  });
  Object.assign(api.urls.api, {
    public: `${urls.rest}/api/v3`,
    private: `${urls.rest}/api/v3`,
    sapi: `${urls.rest}/sapi/v1`,
  });
  api.urls.api.ws.spot = `${urls.streams}/ws`;
  api.urls.api.ws['ws-api'].spot = urls.wsApi;
  // Without this ccxt takes only wss:// addresses.
  await api.loadHttpProxyAgent();
  const order = (o) => ({
    id: o.id, clientId: o.clientOrderId, status: o.status, quantity: o.amount, price: o.price, filled: o.filled, cost: o.cost, stopPrice: o.triggerPrice,
  });
  const params = ({ clientId }) => (clientId ? { origClientOrderId: clientId } : {});

  /** An order in ccxt's words: stops and take-profits are kinds of market and limit orders. */
  function request({ side, type, quantity, quoteQuantity, price, stopPrice, timeInForce, clientId }) {
    const more = { clientOrderId: clientId };
    if (timeInForce) more.timeInForce = timeInForce;
    if (type === 'LIMIT_MAKER') more.postOnly = true;
    if (quoteQuantity) more.cost = Number(quoteQuantity);
    if (type.startsWith('STOP_LOSS')) more.stopLossPrice = Number(stopPrice);
    if (type.startsWith('TAKE_PROFIT')) more.takeProfitPrice = Number(stopPrice);
    const kind = price === undefined ? 'market' : 'limit';
    return [kind, side.toLowerCase(), Number(quantity), price && Number(price), more];
  }

  /** What one of ccxt's watch methods returns, again and again. */
  function listen(watch) {
    const heard = new Heard();
    (async () => {
      for (;;) {
        heard.push(await watch());
      }
    })().catch(() => {}); // It ends when the client is closed.
    return heard;
  }

  return {
    status: (s) => STATUS[s],
    async rules() {
      await api.loadMarkets();
      const market = api.market(SYMBOL);
      return {
        base: market.base, quote: market.quote, tick: market.precision.price, step: market.precision.amount, minNotional: market.limits.cost.min,
      };
    },
    async book() {
      const book = await api.fetchOrderBook(SYMBOL, 5);
      return { bid: book.bids[0][0], ask: book.asks[0][0] };
    },
    async lastTrade() {
      const trades = await api.fetchTrades(SYMBOL);
      const last = trades[trades.length - 1];
      return { price: last.price, quantity: last.amount };
    },
    async place(wanted) {
      return order(await api.createOrder(SYMBOL, ...request(wanted)));
    },
    async oco({ side, quantity, abovePrice, belowStopPrice, belowPrice, aboveClientId, belowClientId }) {
      // ccxt has no unified method for it; this is its own name for the endpoint.
      const placed = await api.privatePostOrderListOco({
        symbol: 'BTCUSDT',
        side,
        quantity,
        aboveType: 'LIMIT_MAKER',
        abovePrice,
        aboveClientOrderId: aboveClientId,
        belowType: 'STOP_LOSS_LIMIT',
        belowStopPrice,
        belowPrice,
        belowTimeInForce: 'GTC',
        belowClientOrderId: belowClientId,
      });
      return { clientIds: placed.orders.map((o) => o.clientOrderId) };
    },
    async replace(id, wanted) {
      return order(await api.editOrder(id, SYMBOL, ...request(wanted)));
    },
    async order({ id, clientId }) {
      return order(await api.fetchOrder(id, SYMBOL, params({ clientId })));
    },
    async openOrders() {
      return (await api.fetchOpenOrders(SYMBOL)).map(order);
    },
    async cancel({ id, clientId }) {
      await api.cancelOrder(id, SYMBOL, params({ clientId }));
    },
    async cancelAll() {
      await api.cancelAllOrders(SYMBOL);
    },
    async ownTrades() {
      return (await api.fetchMyTrades(SYMBOL)).map((t) => ({
        orderId: t.order, price: t.price, maker: t.takerOrMaker === 'maker', fee: t.fee.cost, feeAsset: t.fee.currency,
      }));
    },
    async balances() {
      const all = await api.fetchBalance();
      return Object.fromEntries(Object.keys(all.total).map((a) => [a, { free: all.free[a], locked: all.used[a] }]));
    },
    async refusal(call) {
      try {
        await call();
      } catch (e) {
        assert.ok(e instanceof ccxt.ExchangeError, e);
        // What the venue said; ccxt's own message holds only a part of it.
        const said = JSON.parse(api.last_http_response);
        return { code: said.code, message: said.msg, kind: e.constructor.name };
      }
      throw new Error('it was not refused');
    },
    async userStream() {
      await api.authenticate({ type: 'spot' });
      const heard = listen(() => api.watchOrders(SYMBOL));
      const orders = new Heard();
      (async () => {
        for (;;) {
          (await heard.next()).forEach((o) => orders.push(order(o)));
        }
      })().catch(() => {});
      return orders;
    },
    async balanceStream() {
      const heard = listen(() => api.watchBalance());
      const balances = new Heard();
      (async () => {
        for (;;) {
          const all = await heard.next();
          balances.push(Object.fromEntries(Object.keys(all.total).map((a) => [a, { free: all.free[a], locked: all.used[a] }])));
        }
      })().catch(() => {});
      return balances;
    },
    async depthStream() {
      const first = api.watchOrderBook(SYMBOL);
      await first;
      const heard = new Heard();
      (async () => {
        for (;;) {
          const book = await api.watchOrderBook(SYMBOL);
          heard.push({ bid: book.bids[0][0], ask: book.asks[0][0] });
        }
      })().catch(() => {});
      return heard;
    },
    async close() {
      await api.close();
    },
  };
}

conformance('ccxt', connect, { amend: 'ccxt 4.5.84 has no call for it' });
