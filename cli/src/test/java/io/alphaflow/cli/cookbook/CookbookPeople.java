package io.alphaflow.cli.cookbook;

import io.alphaflow.cli.TwoPeople;
import io.alphaflow.common.model.Booking;
import io.alphaflow.common.model.CommandAction;
import io.alphaflow.common.model.Level;
import io.alphaflow.common.model.OperatorCommand;
import io.alphaflow.common.money.Fixed8;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The persons of the cookbook's desk, and what they ordered in those days. */
final class CookbookPeople {

  private static final String DESK = "cookbook";

  private final TwoPeople people = new TwoPeople();

  /** The configuration with their public keys. */
  String configuration(String yaml) {
    return people.configuration(yaml);
  }

  /** All commands, by time. */
  List<OperatorCommand> commands() {
    return List.of(
        people.byAnn(
            command(
                    "ann",
                    Level.strategy("main", "trend"),
                    CommandAction.SET_LIMITS,
                    "2013-11-25T12:00:00Z",
                    "half size until the new parameters are reviewed")
                .withLimits(Map.of("maxOrderValue", "300"))
                .until(micros("2013-11-25T20:00:00Z"))),
        people.byAnn(
            command(
                "ann",
                Level.account("swing"),
                CommandAction.CANCEL_ALL,
                "2013-11-26T08:00:00Z",
                "the exchange announced maintenance")),
        people.byAnn(
            command(
                "ann",
                Level.account("swing"),
                CommandAction.RESUME,
                "2013-11-26T11:00:00Z",
                "maintenance is over")),
        people.byAnn(
            command(
                "ann",
                Level.strategy("main", "ltc-reversion"),
                CommandAction.RESUME,
                "2013-11-26T12:00:00Z",
                "the losses were looked at: the market, not the code")),
        people.byBoth(
            command(
                    "ann",
                    Level.strategy("main", "reversion"),
                    CommandAction.OVERRIDE,
                    "2013-11-26T18:00:00Z",
                    "two entries a minute are wanted here")
                .withCodes(List.of("DUPLICATE_ORDER"), "bob")
                .until(micros("2013-11-27T06:00:00Z"))),
        people.byAnn(
            command(
                "ann",
                Level.strategy("swing", "levels"),
                CommandAction.REDUCE_ONLY,
                "2013-11-27T15:00:00Z",
                "the grid stays flat over the weekend")),
        people.byAnn(
            command(
                    "ann",
                    Level.account("main"),
                    CommandAction.BOOK,
                    "2013-11-27T19:00:00Z",
                    "the venue took it a day later")
                .booking(Booking.fee("trend", "sim:BTC/USD", "USD", Fixed8.parse("0.35")))),
        people.byAnn(
            command(
                    "ann",
                    Level.account("swing"),
                    CommandAction.BOOK,
                    "2013-11-27T20:00:00Z",
                    "more for the grid")
                .booking(Booking.deposit("USD", Fixed8.of(500)))),
        people.byAnn(
            command(
                    "ann",
                    Level.account("main"),
                    CommandAction.BOOK,
                    "2013-11-27T21:00:00Z",
                    "the month's profit goes to the owner")
                .booking(Booking.withdrawal("USD", Fixed8.of(250)))));
  }

  private static OperatorCommand command(
      String person, Level level, CommandAction action, String time, String reason) {
    return OperatorCommand.of(DESK, person, micros(time), level, action, reason, micros(time));
  }

  static long micros(String time) {
    return Instant.parse(time).toEpochMilli() * 1_000;
  }
}
