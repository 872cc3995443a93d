package io.alphaflow.cli.cookbook;

import io.alphaflow.common.command.CommandSignature;
import io.alphaflow.common.model.Booking;
import io.alphaflow.common.model.CommandAction;
import io.alphaflow.common.model.Level;
import io.alphaflow.common.model.OperatorCommand;
import io.alphaflow.common.money.Fixed8;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** The persons of the cookbook's desk, and what they ordered in those days. */
final class CookbookPeople {

  private static final String DESK = "cookbook";

  private final KeyPair ann = keys();
  private final KeyPair bob = keys();

  /** Signatures are not shown anywhere, so the keys may be others each time. */
  private static KeyPair keys() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK from 15 on has Ed25519", e);
    }
  }

  /** The configuration with their public keys. */
  String configuration(String yaml) {
    return yaml.replace("@ANN@", publicKey(ann)).replace("@BOB@", publicKey(bob));
  }

  private static String publicKey(KeyPair keys) {
    return Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
  }

  /** All commands, by time. */
  List<OperatorCommand> commands() {
    return List.of(
        byAnn(
            command(
                    "ann",
                    Level.strategy("main", "trend"),
                    CommandAction.SET_LIMITS,
                    "2013-11-25T12:00:00Z",
                    "half size until the new parameters are reviewed")
                .withLimits(Map.of("maxOrderValue", "300"))
                .until(micros("2013-11-25T20:00:00Z"))),
        byAnn(
            command(
                "ann",
                Level.account("swing"),
                CommandAction.CANCEL_ALL,
                "2013-11-26T08:00:00Z",
                "the exchange announced maintenance")),
        byAnn(
            command(
                "ann",
                Level.account("swing"),
                CommandAction.RESUME,
                "2013-11-26T11:00:00Z",
                "maintenance is over")),
        byAnn(
            command(
                "ann",
                Level.strategy("main", "ltc-reversion"),
                CommandAction.RESUME,
                "2013-11-26T12:00:00Z",
                "the losses were looked at: the market, not the code")),
        byBoth(
            command(
                    "ann",
                    Level.strategy("main", "reversion"),
                    CommandAction.OVERRIDE,
                    "2013-11-26T18:00:00Z",
                    "two entries a minute are wanted here")
                .withCodes(List.of("DUPLICATE_ORDER"), "bob")
                .until(micros("2013-11-27T06:00:00Z"))),
        byAnn(
            command(
                "ann",
                Level.strategy("swing", "levels"),
                CommandAction.REDUCE_ONLY,
                "2013-11-27T15:00:00Z",
                "the grid stays flat over the weekend")),
        byAnn(
            command(
                    "ann",
                    Level.account("main"),
                    CommandAction.BOOK,
                    "2013-11-27T19:00:00Z",
                    "the venue took it a day later")
                .booking(Booking.fee("trend", "sim:BTC/USD", "USD", Fixed8.parse("0.35")))),
        byAnn(
            command(
                    "ann",
                    Level.account("swing"),
                    CommandAction.BOOK,
                    "2013-11-27T20:00:00Z",
                    "more for the grid")
                .booking(Booking.deposit("USD", Fixed8.of(500)))),
        byAnn(
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

  private OperatorCommand byAnn(OperatorCommand command) {
    return CommandSignature.sign(command, ann.getPrivate());
  }

  private OperatorCommand byBoth(OperatorCommand command) {
    return CommandSignature.countersign(byAnn(command), bob.getPrivate());
  }
}
