package io.alphaflow.exchange.contract;

import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.exchange.market.MarketData;
import io.alphaflow.exchange.market.StreamKind;
import java.util.Set;

/** A venue's market data behind a {@link FaultProxy}: BTC/USD trades and its book changes. */
interface MarketFixture extends AutoCloseable {

  InstrumentId BTC = InstrumentId.parse("sim:BTC/USD");
  InstrumentId UNLISTED = InstrumentId.parse("sim:NONE/USD");

  FaultProxy proxy();

  MarketData open();

  /** What can be subscribed. */
  Set<StreamKind> kinds();

  /** Whether the venue numbers its trades, so that past ones can be asked for by id. */
  boolean numbersTrades();

  /** Makes a few trades and changes of the book. */
  void stir();
}
