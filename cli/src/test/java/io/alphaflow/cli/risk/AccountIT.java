package io.alphaflow.cli.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.cli.CommandRun;
import io.alphaflow.cli.view.LogReader;
import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.model.AccountSnapshot;
import io.alphaflow.common.model.AssetBalance;
import io.alphaflow.common.model.Booking;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.LedgerEntry;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.common.topic.Partitions;
import io.alphaflow.common.topic.Topics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Deposits, withdrawals and corrections from the command line to the journal. */
@Timeout(180)
class AccountIT {

  private static final ExecutionReport FILL =
      new ExecutionReport(
          "main",
          "trend",
          "sim:BTC/USD",
          "order-1",
          1,
          1,
          ExecutionType.FILL,
          Side.SELL,
          Fixed8.ONE,
          "v1",
          77,
          Fixed8.ONE,
          Fixed8.of(800),
          Fixed8.ONE,
          Fixed8.parse("0.8"),
          "USD",
          false,
          true,
          RiskDesk.NOON,
          "");

  @TempDir Path work;
  private RiskDesk desk;

  @BeforeEach
  void start() throws Exception {
    desk = RiskDesk.start(work);
    desk.reach(RiskDesk.NOON);
    write(new Instrument("sim:BTC/USD", 1, "BTCUSD", "BTC", "USD", 1, 1, 0, 1, 1, 0, 0, true, 0));
    write(
        new AccountSnapshot(
            "main",
            1,
            RiskDesk.NOON,
            List.of(
                new AssetBalance("BTC", Fixed8.of(2), 0),
                new AssetBalance("USD", Fixed8.of(10_000), 0))));
    write(FILL);
  }

  @AfterEach
  void stop() {
    desk.close();
  }

  private void write(JournalEntry entry) throws Exception {
    byte[] bytes = Topics.JOURNAL.codec().encode(entry);
    desk.write(Topics.JOURNAL, Partitions.of("main", 2), bytes);
  }

  private CommandRun account(String person, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--account", "main", "--reason", "statement"));
    return desk.run(new AccountCommand(), person, all.toArray(String[]::new));
  }

  private List<Booking> booked() {
    List<Booking> booked = new ArrayList<>();
    LogReader.readAll(
        desk.config().kafka(),
        in -> {
          try {
            if (Topics.JOURNAL.codec().decode(in.value()) instanceof LedgerEntry entry) {
              booked.add(entry.booking());
            }
          } catch (CodecException e) {
            throw new IllegalStateException(e);
          }
        },
        Topics.JOURNAL);
    return booked;
  }

  @Test
  void whatAnAdminOrdersStandsInTheJournalOnce() throws Exception {
    try (RunningGate gate = RunningGate.of(desk)) {
      CommandRun deposit = account("dora", "deposit", "--asset", "USD", "--amount", "250.5");
      assertThat(deposit.code()).as(deposit.text()).isZero();
      assertThat(deposit.out())
          .contains("BOOK for account main", "deposit of 250.5 USD", "COMMAND_OBEYED");
      assertThat(account("dora", "withdraw", "--asset", "BTC", "--amount", "0.5").code()).isZero();
      CommandRun fee =
          account(
              "dora",
              "fee",
              "--strategy",
              "trend",
              "--symbol",
              "BTC/USD",
              "--asset",
              "USD",
              "--amount",
              "-1.25");
      assertThat(fee.code()).as(fee.text()).isZero();
      CommandRun bust = account("dora", "bust", "--order", "order-1", "--trade", "77");
      assertThat(bust.code()).as(bust.text()).isZero();
      assertThat(bust.out()).contains("fill 77 of order order-1 is void");
      CommandRun again = account("dora", "bust", "--order", "order-1", "--trade", "77");
      assertThat(again.code()).isEqualTo(1);
      assertThat(again.out()).contains("the fill was declared void before");
    }
    assertThat(booked())
        .containsExactly(
            Booking.deposit("USD", Fixed8.parse("250.5")),
            Booking.withdrawal("BTC", Fixed8.parse("0.5")),
            Booking.fee("trend", "sim:BTC/USD", "USD", Fixed8.parse("-1.25")),
            Booking.bust(FILL));
  }

  @Test
  void whatIsWrongIsSaidAndNothingIsSent() throws Exception {
    assertThat(account("bob", "deposit", "--asset", "USD", "--amount", "1").err())
        .contains("bob has the role RISK; BOOK needs ADMIN");
    assertThat(account("dora", "deposit", "--asset", "USD", "--amount", "-1").err())
        .contains("--amount: \"-1\" is not accepted; expected an amount above 0");
    assertThat(account("dora", "deposit", "--asset", "USD", "--amount", "1e9").err())
        .contains("expected a decimal with at most eight decimals");
    assertThat(account("dora", "bust", "--order", "order-1", "--trade", "78").err())
        .contains("the journal has no fill 78 of order order-1 of account main");
    assertThat(desk.commands()).isEmpty();
    assertThat(booked()).isEmpty();
  }
}
