package io.alphaflow.cli.strategy;

import io.alphaflow.cli.LogSender;
import io.alphaflow.cli.OperatorKeys;
import io.alphaflow.cli.UserError;
import io.alphaflow.common.command.CommandSignature;
import io.alphaflow.common.config.KafkaOptions;
import io.alphaflow.common.config.OperatorOptions;
import io.alphaflow.common.config.OperatorOptions.Role;
import io.alphaflow.common.model.StrategyChange;
import io.alphaflow.common.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Signs wishes and writes them to the log of wishes. */
final class ChangeSender {

  /** What the trade log takes, with room for the few bytes that it adds. */
  private static final int MOST_BYTES = 990_000;

  private final StrategyDesk desk;
  private final ChangeOptions options;

  ChangeSender(StrategyDesk desk, ChangeOptions options) {
    this.desk = desk;
    this.options = options;
  }

  /**
   * Writes a wish.
   *
   * @return the instance as it is wished now
   * @throws UserError when the person may not wish it, or somebody else was faster
   */
  Instance send(Instance wished, History history) throws Exception {
    StrategyChange change = signed(wished, history);
    byte[] value = Topics.STRATEGIES.codec().encode(change);
    if (value.length > MOST_BYTES) {
      throw new UserError(
          "nothing was sent: the change has %,d bytes, at most %,d can be; --no-history makes it small"
              .formatted(value.length, MOST_BYTES));
    }
    KafkaOptions kafka = desk.config().kafka();
    byte[] key = change.key().getBytes(StandardCharsets.UTF_8);
    LogSender.send(
        kafka, List.of(new ProducerRecord<>(kafka.topic(Topics.STRATEGIES), key, value)));
    desk.readOn();
    Instance last = desk.instances().get(wished.id());
    Instance ours = Instance.of(change);
    if (!ours.equals(last) && last.version() == ours.version()) {
      throw new UserError(
          "%s changed %s at the same moment: the desk takes that change, not yours; look at"
                  .formatted(last.person(), ours.id())
              + " 'alphaflow strategy list' and try again");
    }
    return ours;
  }

  private StrategyChange signed(Instance wished, History history) throws Exception {
    String person = options.person;
    OperatorOptions operator =
        desk.operator(person)
            .filter(o -> o.role().compareTo(Role.TRADER) >= 0)
            .orElseThrow(
                () ->
                    new UserError(
                        "nothing was sent: \"%s\" may not change strategies; these may: %s"
                            .formatted(person, String.join(", ", desk.traders()))));
    long now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    StrategyChange change =
        CommandSignature.sign(
            new StrategyChange(
                wished.id(),
                wished.version(),
                wished.action(),
                wished.type(),
                wished.account(),
                wished.instruments(),
                wished.interval(),
                wished.parameters(),
                wished.effectiveTime(),
                person,
                now,
                history.bars(),
                ""),
            OperatorKeys.readPrivate(options.key()));
    if (!CommandSignature.verify(change, CommandSignature.publicKey(operator.publicKey()))) {
      throw new UserError(
          "nothing was sent: %s is not the key of %s in the configuration"
              .formatted(options.key(), person));
    }
    return change;
  }
}
