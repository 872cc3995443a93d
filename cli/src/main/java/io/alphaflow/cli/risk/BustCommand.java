package io.alphaflow.cli.risk;

import io.alphaflow.cli.UserError;
import io.alphaflow.cli.view.PartitionReader;
import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.model.Booking;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.topic.Partitions;
import io.alphaflow.common.topic.Topics;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code alphaflow account bust}. */
@Command(
    name = "bust",
    description = {
      "Book that the venue has declared a fill void: its opposite, with its fee given back.",
      "The fill itself stays in the journal. Needs the role admin."
    },
    sortOptions = false)
final class BustCommand extends BookingCommand {

  @Option(
      names = "--order",
      required = true,
      paramLabel = "ID",
      description = "Client order id of the fill's order")
  private String order;

  @Option(
      names = "--trade",
      required = true,
      paramLabel = "N",
      description = "The venue's number of the fill")
  private long trade;

  @Override
  Booking booking(CommandCheck check, CommandDesk running) throws Exception {
    // An unknown account has no partition to look into.
    check.finish();
    try (PartitionReader reader = new PartitionReader(running.config().kafka())) {
      return find(reader)
          .map(Booking::bust)
          .orElseThrow(
              () ->
                  new UserError(
                      "nothing was sent: the journal has no fill %d of order %s of account %s"
                          .formatted(trade, order, account())));
    }
  }

  private Optional<ExecutionReport> find(PartitionReader reader) throws IOException {
    RecordCodec<JournalEntry> codec = Topics.JOURNAL.codec();
    AtomicReference<ExecutionReport> found = new AtomicReference<>();
    reader.forwards(
        Topics.JOURNAL,
        Partitions.of(account(), reader.partitions(Topics.JOURNAL)),
        0,
        in -> fill(in, codec).ifPresent(found::set),
        () -> found.get() != null);
    return Optional.ofNullable(found.get());
  }

  private Optional<ExecutionReport> fill(RawRecord in, RecordCodec<JournalEntry> codec) {
    try {
      return codec.decode(in.value()) instanceof ExecutionReport report
              && report.executionType() == ExecutionType.FILL
              && report.account().equals(account())
              && report.clientOrderId().equals(order)
              && report.venueTradeId() == trade
          ? Optional.of(report)
          : Optional.empty();
    } catch (CodecException e) {
      // The desk passes over it, too.
      return Optional.empty();
    }
  }
}
