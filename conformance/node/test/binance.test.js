import assert from 'node:assert/strict';
import { webcrypto } from 'node:crypto';
import { MainClient, WebsocketAPIClient, WebsocketClient } from 'binance';
import { Heard } from './support/heard.js';
import { LocalBook } from './support/local-book.js';
import { conformance } from './support/suite.js';

// Node 18 has it under another name only.
globalThis.crypto ??= webcrypto;

const symbol = 'BTCUSDT';
const SILENT = { trace() {}, info() {}, error() {} };

/** The npm package `binance`; only addresses are set. */
async function connect(urls, { key, secret }) {
  const rest = new MainClient({ api_key: key, api_secret: secret, baseUrl: urls.rest });
  const sockets = [];
  const order = (o) => ({
    id: String(o.orderId), clientId: o.clientOrderId, status: o.status, quantity: o.origQty, price: o.price, filled: o.executedQty, cost: o.cummulativeQuoteQty, stopPrice: o.stopPrice,
  });
  const which = ({ id, clientId }) => (clientId ? { symbol, origClientOrderId: clientId } : { symbol, orderId: Number(id) });

  function request({ side, type, quantity, quoteQuantity, price, stopPrice, timeInForce, clientId }) {
    const asked = {
      symbol, side, type, quantity, quoteOrderQty: quoteQuantity, price, stopPrice, timeInForce, newClientOrderId: clientId,
    };
    // It would send the word "undefined".
    return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
  }

  async function userEvents(kind) {
    const heard = new Heard();
    const api = new WebsocketAPIClient({ api_key: key, api_secret: secret, wsUrl: urls.streams, beautify: true, attachEventListeners: false }, SILENT);
    sockets.push(() => api.disconnectAll());
    api.getWSClient().on('formattedUserDataMessage', (m) => m.eventType === kind && heard.push(m));
    await api.subscribeUserDataStream('mainWSAPI');
    return heard;
  }

  return {
    status: (s) => s,
    async rules() {
      const info = await rest.getExchangeInfo({ symbol });
      const found = info.symbols[0];
      const filter = (type) => found.filters.find((f) => f.filterType === type);
      return {
        base: found.baseAsset, quote: found.quoteAsset, tick: filter('PRICE_FILTER').tickSize, step: filter('LOT_SIZE').stepSize, minNotional: filter('NOTIONAL').minNotional,
      };
    },
    async book() {
      const book = await rest.getOrderBook({ symbol, limit: 5 });
      return { bid: book.bids[0][0], ask: book.asks[0][0] };
    },
    async lastTrade() {
      const trades = await rest.getRecentTrades({ symbol, limit: 1 });
      return { price: trades[0].price, quantity: trades[0].qty };
    },
    place: async (wanted) => order(await rest.submitNewOrder(request(wanted))),
    async oco({ side, quantity, abovePrice, belowStopPrice, belowPrice, aboveClientId, belowClientId }) {
      const placed = await rest.submitNewOrderList({
        symbol,
        side,
        quantity: Number(quantity),
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
      const replaced = await rest.replaceOrder({ ...request(wanted), cancelOrderId: Number(id), cancelReplaceMode: 'STOP_ON_FAILURE' });
      assert.equal(replaced.cancelResult, 'SUCCESS');
      return order(replaced.newOrderResponse);
    },
    order: async (id) => order(await rest.getOrder(which(id))),
    openOrders: async () => (await rest.getOpenOrders({ symbol })).map(order),
    cancel: async (id) => { await rest.cancelOrder(which(id)); },
    cancelAll: async () => { await rest.cancelAllSymbolOrders({ symbol }); },
    async ownTrades() {
      return (await rest.getAccountTradeList({ symbol })).map((t) => ({
        orderId: String(t.orderId), price: t.price, maker: t.isMaker, fee: t.commission, feeAsset: t.commissionAsset,
      }));
    },
    async balances() {
      const account = await rest.getAccountInformation();
      return Object.fromEntries(account.balances.map((b) => [b.asset, b]));
    },
    async refusal(call) {
      try {
        await call();
      } catch (e) {
        return { code: e.code, message: e.message };
      }
      return assert.fail('it was not refused');
    },
    async userStream() {
      const heard = await userEvents('executionReport');
      return heard.map((m) => ({
        id: String(m.orderId),
        clientId: m.orderStatus === 'CANCELED' ? m.originalClientOrderId : m.newClientOrderId,
        status: m.orderStatus,
        filled: m.accumulatedQuantity,
      }));
    },
    async balanceStream() {
      const heard = await userEvents('outboundAccountPosition');
      return heard.map((m) => Object.fromEntries(m.balances.map((b) => [b.asset, { free: b.availableBalance, locked: b.onOrderBalance }])));
    },
    async depthStream(listening) {
      const heard = new Heard();
      const streams = new WebsocketClient({ wsUrl: urls.streams, beautify: true }, SILENT);
      sockets.push(() => streams.closeAll(true));
      const book = new LocalBook();
      streams.on('formattedMessage', (m) => {
        if (m.eventType !== 'depthUpdate') return;
        book.apply(m.bidDepthDelta.map((l) => [l.price, l.quantity]), m.askDepthDelta.map((l) => [l.price, l.quantity]));
        heard.push(book.best());
      });
      streams.subscribe([`${symbol.toLowerCase()}@depth@100ms`], 'main');
      await listening(1);
      const snapshot = await rest.getOrderBook({ symbol });
      book.apply(snapshot.bids, snapshot.asks);
      return heard;
    },
    async close() {
      sockets.forEach((end) => end());
    },
  };
}

conformance('binance (npm)', connect, { amend: 'binance 3.6.5 sends it to the futures address' });
