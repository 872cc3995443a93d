import assert from 'node:assert/strict';
import { Spot } from '@binance/spot';
import { Heard } from './support/heard.js';
import { LocalBook } from './support/local-book.js';
import { conformance } from './support/suite.js';

const symbol = 'BTCUSDT';

const order = (o) => ({
  id: String(o.orderId), clientId: o.clientOrderId, status: o.status, quantity: o.origQty, price: o.price, filled: o.executedQty, cost: o.cummulativeQuoteQty, stopPrice: o.stopPrice,
});
const which = ({ id, clientId }) => (clientId ? { symbol, origClientOrderId: clientId } : { symbol, orderId: Number(id) });

function request({ side, type, quantity, quoteQuantity, price, stopPrice, timeInForce, clientId }) {
  const number = (text) => (text === undefined ? undefined : Number(text));
  return {
    symbol,
    side,
    type,
    quantity: number(quantity),
    quoteOrderQty: number(quoteQuantity),
    price: number(price),
    stopPrice: number(stopPrice),
    timeInForce,
    newClientOrderId: clientId,
  };
}

function spot(urls, { key, secret }) {
  const keys = { apiKey: key, apiSecret: secret };
  return new Spot({
    configurationRestAPI: { ...keys, basePath: urls.rest, retries: 0 },
    configurationWebsocketAPI: { ...keys, wsURL: urls.wsApi },
    configurationWebsocketStreams: { wsURL: urls.streams },
  });
}

/** What a client says over either door, from functions that answer with the venue's JSON. */
function common(ask) {
  return {
    status: (s) => s,
    async rules() {
      const info = await ask.exchangeInfo({ symbol });
      const found = info.symbols[0];
      const filter = (type) => found.filters.find((f) => f.filterType === type);
      return {
        base: found.baseAsset, quote: found.quoteAsset, tick: filter('PRICE_FILTER').tickSize, step: filter('LOT_SIZE').stepSize, minNotional: filter('NOTIONAL').minNotional,
      };
    },
    async book() {
      const book = await ask.depth({ symbol, limit: 5 });
      return { bid: book.bids[0][0], ask: book.asks[0][0] };
    },
    async lastTrade() {
      const trades = await ask.trades({ symbol, limit: 1 });
      return { price: trades[0].price, quantity: trades[0].qty };
    },
    place: async (wanted) => order(await ask.place(request(wanted))),
    async oco({ side, quantity, abovePrice, belowStopPrice, belowPrice, aboveClientId, belowClientId }) {
      const placed = await ask.oco({
        symbol,
        side,
        quantity: Number(quantity),
        aboveType: 'LIMIT_MAKER',
        abovePrice: Number(abovePrice),
        aboveClientOrderId: aboveClientId,
        belowType: 'STOP_LOSS_LIMIT',
        belowStopPrice: Number(belowStopPrice),
        belowPrice: Number(belowPrice),
        belowTimeInForce: 'GTC',
        belowClientOrderId: belowClientId,
      });
      return { clientIds: placed.orders.map((o) => o.clientOrderId) };
    },
    async replace(id, wanted) {
      const replaced = await ask.replace({ ...request(wanted), cancelOrderId: Number(id), cancelReplaceMode: 'STOP_ON_FAILURE' });
      assert.equal(replaced.cancelResult, 'SUCCESS');
      return order(replaced.newOrderResponse);
    },
    amend: async (id, quantity) => { await ask.amend({ symbol, orderId: Number(id), newQty: Number(quantity) }); },
    order: async (id) => order(await ask.order(which(id))),
    openOrders: async () => (await ask.openOrders({ symbol })).map(order),
    cancel: async (id) => { await ask.cancel(which(id)); },
    cancelAll: async () => { await ask.cancelAll({ symbol }); },
    async ownTrades() {
      return (await ask.myTrades({ symbol })).map((t) => ({
        orderId: String(t.orderId), price: t.price, maker: t.isMaker, fee: t.commission, feeAsset: t.commissionAsset,
      }));
    },
    async balances() {
      const account = await ask.account({});
      return Object.fromEntries(account.balances.map((b) => [b.asset, b]));
    },
  };
}

async function userEvents(connection, kind) {
  const { stream } = await connection.userDataStreamSubscribeSignature();
  const heard = new Heard();
  stream.on('message', (m) => m.e === kind && heard.push(m));
  return heard;
}

const streams = (client, connections) => {
  const api = async () => {
    const connection = await client.websocketAPI.connect();
    connections.push(connection);
    return connection;
  };
  return {
    async userStream() {
      const heard = await userEvents(await api(), 'executionReport');
      return heard.map((m) => ({
        id: String(m.i), clientId: m.X === 'CANCELED' ? m.C : m.c, status: m.X, filled: m.z,
      }));
    },
    async balanceStream() {
      const heard = await userEvents(await api(), 'outboundAccountPosition');
      return heard.map((m) => Object.fromEntries(m.B.map((b) => [b.a, { free: b.f, locked: b.l }])));
    },
    async depthStream(listening) {
      const connection = await client.websocketStreams.connect();
      connections.push(connection);
      const heard = new Heard();
      const book = new LocalBook();
      connection.diffBookDepth({ symbol: symbol.toLowerCase(), updateSpeed: '100ms' }).on('message', (m) => {
        book.apply(m.b, m.a);
        heard.push(book.best());
      });
      await listening(1);
      const snapshot = await (await client.restAPI.depth({ symbol })).data();
      book.apply(snapshot.bids, snapshot.asks);
      return heard;
    },
    async close() {
      await Promise.all(connections.map((c) => c.disconnect()));
    },
  };
};

async function overRest(urls, account) {
  const client = spot(urls, account);
  const rest = client.restAPI;
  const data = (method) => async (params) => (await method.call(rest, params)).data();
  return {
    ...common({
      exchangeInfo: data(rest.exchangeInfo),
      depth: data(rest.depth),
      trades: data(rest.getTrades),
      place: data(rest.newOrder),
      oco: data(rest.orderListOco),
      replace: data(rest.orderCancelReplace),
      amend: data(rest.orderAmendKeepPriority),
      order: data(rest.getOrder),
      openOrders: data(rest.getOpenOrders),
      cancel: data(rest.deleteOrder),
      cancelAll: data(rest.deleteOpenOrders),
      myTrades: data(rest.myTrades),
      account: data(rest.getAccount),
    }),
    ...streams(client, []),
    async refusal(call) {
      try {
        await call();
      } catch (e) {
        return { code: e.code, message: e.message };
      }
      return assert.fail('it was not refused');
    },
  };
}

async function overWebSocket(urls, account) {
  const client = spot(urls, account);
  const connection = await client.websocketAPI.connect();
  const data = (method) => async (params) => (await method.call(connection, params)).data;
  return {
    ...common({
      exchangeInfo: data(connection.exchangeInfo),
      depth: data(connection.depth),
      trades: data(connection.tradesRecent),
      place: data(connection.orderPlace),
      oco: data(connection.orderListPlaceOco),
      replace: data(connection.orderCancelReplace),
      amend: data(connection.orderAmendKeepPriority),
      order: data(connection.orderStatus),
      openOrders: data(connection.openOrdersStatus),
      cancel: data(connection.orderCancel),
      cancelAll: data(connection.openOrdersCancelAll),
      myTrades: data(connection.myTrades),
      account: data(connection.accountStatus),
    }),
    ...streams(client, [connection]),
    async refusal(call) {
      try {
        await call();
      } catch (e) {
        return { code: e.code, message: e.msg ?? e.message };
      }
      return assert.fail('it was not refused');
    },
  };
}

conformance('@binance/spot over REST', overRest);
conformance('@binance/spot over the WebSocket API', overWebSocket);
