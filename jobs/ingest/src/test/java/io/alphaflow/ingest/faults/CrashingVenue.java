package io.alphaflow.ingest.faults;

import io.alphaflow.exchange.market.MarketData;
import io.alphaflow.exchange.market.TradePage;
import io.alphaflow.exchange.market.VenueTrade;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A venue whose reader fails when it was ordered to, and which waits for an answer not as long as
 * the real one, so that a request without one does not make a test last; counts the trades that
 * came on pages.
 */
final class CrashingVenue implements InvocationHandler {

  static final AtomicLong FETCHED = new AtomicLong();

  private static final long PATIENCE_MILLIS = 1_500;

  private final MarketData venue;

  private CrashingVenue(MarketData venue) {
    this.venue = venue;
  }

  static MarketData of(MarketData venue) {
    return (MarketData)
        Proxy.newProxyInstance(
            MarketData.class.getClassLoader(),
            new Class<?>[] {MarketData.class},
            new CrashingVenue(venue));
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] args) throws Throwable {
    Object result;
    try {
      result = method.invoke(venue, args);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
    if (result instanceof VenueTrade) {
      Crashes.pass(Crashes.Place.READER);
    } else if (result instanceof CompletableFuture<?> answer
        && !method.getName().equals("openStream")) {
      answer.orTimeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      answer.thenAccept(
          page -> FETCHED.addAndGet(page instanceof TradePage p ? p.trades().size() : 0));
    }
    return result;
  }
}
