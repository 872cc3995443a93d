package io.alphaflow.simulator.protocol;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Everything the venue can be asked for, by HTTP route and by WebSocket API method name. */
public final class ApiMethods {

  private final Map<String, ApiMethod> routes = new HashMap<>();
  private final Map<String, ApiMethod> names = new HashMap<>();

  /** The methods of a venue on which these are the commands. */
  public ApiMethods(VenueCommands commands) {
    Venue venue = commands.venue();
    OrderDesk desk = new OrderDesk(commands);
    market(new MarketDataApi(venue));
    trading(new TradingApi(desk));
    replacing(new ReplaceApi(desk));
    lists(new OrderListApi(desk));
    account(new AccountApi(venue));
    statistics(new StatisticsApi(venue));
    wallet(new WalletApi(venue));
  }

  /** The method behind an HTTP route. */
  public Optional<ApiMethod> route(String httpMethod, String path) {
    return Optional.ofNullable(routes.get(httpMethod + " " + path));
  }

  /** The method of this name in the WebSocket API. */
  public Optional<ApiMethod> named(String name) {
    return Optional.ofNullable(names.get(name));
  }

  private void market(MarketDataApi api) {
    both("GET ping", "ping", ApiMethod.open(1, api::ping));
    both("GET time", "time", ApiMethod.open(1, api::time));
    both("GET exchangeInfo", "exchangeInfo", ApiMethod.open(20, api::exchangeInfo));
    both("GET depth", "depth", ApiMethod.open(MarketDataApi::depthWeight, api::depth));
    both("GET trades", "trades.recent", ApiMethod.open(25, api::trades));
    both("GET historicalTrades", "trades.historical", ApiMethod.open(25, api::historicalTrades));
    both("GET aggTrades", "trades.aggregate", ApiMethod.open(4, api::aggTrades));
    both(
        "GET ticker/price",
        "ticker.price",
        ApiMethod.open(MarketDataApi::tickerWeight, api::tickerPrice));
    both(
        "GET ticker/bookTicker",
        "ticker.book",
        ApiMethod.open(MarketDataApi::tickerWeight, api::bookTicker));
  }

  private void trading(TradingApi api) {
    both("POST order", "order.place", ApiMethod.placing(api::place));
    both("POST order/test", "order.test", ApiMethod.signed(TradingApi::testWeight, api::test));
    both("GET order", "order.status", ApiMethod.signed(4, api::status));
    both("DELETE order", "order.cancel", ApiMethod.cancelling(api::cancel));
    both(
        "GET openOrders",
        "openOrders.status",
        ApiMethod.signed(TradingApi::openOrdersWeight, api::openOrders));
    both("DELETE openOrders", "openOrders.cancelAll", ApiMethod.cancelling(api::cancelAll));
    both("GET allOrders", "allOrders", ApiMethod.signed(20, api::allOrders));
  }

  private void replacing(ReplaceApi api) {
    both("POST order/cancelReplace", "order.cancelReplace", ApiMethod.placing(api::cancelReplace));
    both(
        "PUT order/amend/keepPriority",
        "order.amend.keepPriority",
        ApiMethod.amending(4, api::amend));
    both("GET order/amendments", "order.amendments", ApiMethod.signed(4, api::amendments));
  }

  private void lists(OrderListApi api) {
    both("POST orderList/oco", "orderList.place.oco", ApiMethod.placing(api::oco));
    both("POST order/oco", "orderList.place", ApiMethod.placing(api::oldOco));
    both("DELETE orderList", "orderList.cancel", ApiMethod.cancelling(api::cancel));
    both("GET orderList", "orderList.status", ApiMethod.signed(4, api::status));
    both("GET allOrderList", "allOrderLists", ApiMethod.signed(20, api::all));
    both("GET openOrderList", "openOrderLists.status", ApiMethod.signed(6, api::open));
  }

  private void account(AccountApi api) {
    both("GET account/commission", "account.commission", ApiMethod.signed(20, api::commission));
    both(
        "GET myPreventedMatches",
        "myPreventedMatches",
        ApiMethod.signed(AccountApi::preventedMatchesWeight, api::preventedMatches));
    both("GET account", "account.status", ApiMethod.signed(20, api::account));
    both("GET myTrades", "myTrades", ApiMethod.signed(AccountApi::myTradesWeight, api::myTrades));
    both(
        "GET rateLimit/order", "account.rateLimits.orders", ApiMethod.signed(40, api::orderCounts));
  }

  private void statistics(StatisticsApi api) {
    both("GET klines", "klines", ApiMethod.open(2, api::klines));
    both("GET uiKlines", "uiKlines", ApiMethod.open(2, api::klines));
    both("GET avgPrice", "avgPrice", ApiMethod.open(2, api::averagePrice));
    both(
        "GET ticker/24hr",
        "ticker.24hr",
        ApiMethod.open(StatisticsApi::dayTickerWeight, api::dayTicker));
  }

  private void wallet(WalletApi api) {
    wallet("account/apiRestrictions", ApiMethod.signed(1, KeyApi::restrictions));
    wallet("system/status", ApiMethod.open(1, api::systemStatus));
    wallet("asset/assetDetail", ApiMethod.signed(1, api::assetDetail));
    wallet("asset/tradeFee", ApiMethod.signed(1, api::tradeFees));
    wallet("capital/config/getall", ApiMethod.signed(10, api::coins));
    wallet("margin/allPairs", ApiMethod.open(1, api::noPairs));
    wallet("margin/isolated/allPairs", ApiMethod.open(1, api::noPairs));
  }

  private void wallet(String path, ApiMethod method) {
    routes.put("GET /sapi/v1/" + path, method);
  }

  private void both(String route, String name, ApiMethod method) {
    int space = route.indexOf(' ');
    routes.put(route.substring(0, space) + " /api/v3/" + route.substring(space + 1), method);
    names.put(name, method);
  }
}
