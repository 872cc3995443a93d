package io.alphaflow.risk.gate;

import static io.alphaflow.risk.DeskFixture.ACCOUNT;
import static io.alphaflow.risk.DeskFixture.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.ledger.AccountLedger;
import io.alphaflow.common.model.Booking;
import io.alphaflow.common.model.CommandAction;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.LedgerEntry;
import io.alphaflow.common.model.Level;
import io.alphaflow.common.model.OperatorCommand;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.risk.DeskFixture;
import io.alphaflow.risk.limit.Limit;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Deposits, withdrawals and corrections: from a person's command to the ledger. */
class BookingTest {

  private long commands;

  private OperatorCommand command(String person, Level level, Booking booking) {
    return DeskFixture.signed(
        OperatorCommand.of(
                "test", person, ++commands, level, CommandAction.BOOK, "statement of today", 1)
            .booking(booking));
  }

  private OperatorCommand command(Booking booking) {
    return command("ann", Level.account(ACCOUNT), booking);
  }

  private static Booking usd(String amount) {
    return Booking.withdrawal("USD", Fixed8.parse(amount));
  }

  @Test
  void goodCommandBecomesAnEntryAndOnlyThatIsBooked() {
    Play play = new Play().opened();
    GateRun run = play.read(command(Booking.deposit("USD", Fixed8.of(500)))).run();
    assertThat(run.alertCodes()).containsExactly("COMMAND_OBEYED");
    assertThat(run.ledger().equity()).isEqualTo(Fixed8.of(11_000));
    assertThat(run.bookings)
        .containsExactly(
            new LedgerEntry(
                ACCOUNT,
                1,
                Booking.deposit("USD", Fixed8.of(500)),
                "ann",
                1,
                "statement of today",
                1_000 * SECOND));

    run.readBookings();
    assertThat(run.alertCodes()).containsExactly("COMMAND_OBEYED", "LEDGER_BOOKED");
    assertThat(run.ledger().equity()).isEqualTo(Fixed8.of(11_500));
    assertThat(run.ledger().netFlows()).isEqualTo(Fixed8.of(500));
    assertThat(run.ledger().pnl()).isZero();
    play.read(command(Booking.deposit("BTC", Fixed8.of(1))));
    assertThat(run.bookings).extracting(LedgerEntry::sequence).containsExactly(2L);
    LedgerEntry second = run.bookings.get(0);
    run.readBookings().read(second);
    assertThat(run.ledger().balance("BTC")).as("booked once").isEqualTo(Fixed8.of(11));
    assertThat(run.ledger().equity()).isEqualTo(Fixed8.of(11_600));
  }

  @Test
  void onlyAnAdminMayAndOnlyForOneAccount() {
    Play play = new Play().opened();
    Booking booking = usd("1");
    GateRun run = play.read(command("rita", Level.account(ACCOUNT), booking)).run();
    run.read(command("ann", Level.DESK, booking));
    run.read(command(booking).until(5));
    OperatorCommand other = command(usd("2")).booking(booking);
    run.read(other);
    assertThat(run.alertCodes()).containsOnly("COMMAND_REFUSED").hasSize(4);
    assertThat(run.alerts.get(0).message()).contains("BOOK needs ADMIN");
    assertThat(run.alerts.get(3).message()).contains("the signature is not ann's");
    assertThat(run.bookings).isEmpty();
  }

  @Test
  void withdrawalIsNoLossForAnyLimit() {
    Play play =
        new Play()
            .limit(Limit.MAX_DAILY_LOSS, "100")
            .limit(Limit.MAX_DRAWDOWN, "100")
            .limit(Limit.MAX_ROLLING_LOSS, 100 * Fixed8.ONE, 3_600);
    GateRun run = play.opened().mark("100", 1_001 * SECOND).run();
    play.read(command(usd("5000"))).run().readBookings();
    play.mark("100", 1_002 * SECOND).buy("0.5");
    assertThat(run.approved()).as(run.last().violations().toString()).isTrue();
    // The loss of 110 that comes now is one, and is found by all three.
    play.mark("89", 1_003 * SECOND).buy("0.6");
    assertThat(run.codes()).contains("MAX_DAILY_LOSS", "MAX_DRAWDOWN", "MAX_ROLLING_LOSS");
  }

  @Test
  void voidFillIsUndoneOnceAndAsIfItHadNeverBeen() {
    Play play = new Play().opened();
    GateRun run = play.buy("1").run();
    AccountLedger ledger = run.ledger();
    ExecutionReport fill = play.journal().fill(run.last(), "101");
    var before = ledger.balances().toString();
    run.read(fill);
    assertThat(ledger.balances().toString()).isNotEqualTo(before);

    run.read(command(Booking.bust(fill))).readBookings();
    assertThat(run.ledger().balances().toString()).isEqualTo(before);
    assertThat(run.ledger().equity()).isEqualTo(Fixed8.of(11_000));
    assertThat(run.ledger().pnl()).isZero();

    run.read(command(Booking.bust(fill)));
    assertThat(run.bookings).isEmpty();
    assertThat(run.alerts.get(run.alerts.size() - 1).message())
        .contains("the fill was declared void before");
  }

  @Test
  void lateFeeIsALossOfTheStrategyAndAnUnknownInstrumentIsRefused() {
    GateRun run = new Play().opened().run();
    String instrument = "sim:BTC/USD";
    run.read(command(Booking.fee("trend", instrument, "USD", Fixed8.of(7)))).readBookings();
    assertThat(run.ledger().pnl()).isEqualTo(Fixed8.of(-7));
    run.read(command(Booking.fee("trend", instrument, "USD", Fixed8.of(-3)))).readBookings();
    assertThat(run.ledger().pnl()).isEqualTo(Fixed8.of(-4));
    run.read(command(Booking.fee("trend", "sim:NO/USD", "USD", 1)));
    assertThat(run.refused).isEqualTo(List.of("COMMAND_REFUSED"));
  }

  @Test
  void gateGoesOnTheSameAfterARestart() {
    Play play = new Play().opened();
    GateRun run = play.read(command(Booking.deposit("ETH", Fixed8.of(2)))).run();
    run.readBookings();
    run.restart();
    run.read(command(Booking.withdrawal("ETH", Fixed8.of(2)))).readBookings();
    assertThat(run.ledger().balance("ETH")).isZero();
    assertThat(run.ledger().pnl()).isZero();
    assertThat(run.ledger().netFlows()).as("nobody can price ETH").isZero();
  }
}
