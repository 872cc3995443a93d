package io.alphaflow.common.model;

import io.alphaflow.common.json.Decimal8;

/**
 * What changes an account at the venue besides fills, as a person books it. What a kind does not
 * need is 0 or empty.
 *
 * @param kind what happened
 * @param asset that came or went, or that the fee was taken in; of {@code BUST}: of the fill's fee
 * @param amount above 0; of {@code FEE} the fee, negative when it is given back; of {@code BUST}
 *     the fee that the fill had
 * @param strategy of {@code FEE} and {@code BUST}: whose trade it was
 * @param instrument of {@code FEE} and {@code BUST}: {@code venue:BASE/QUOTE}
 * @param quantity of {@code BUST}: the fill's, base, negative when it sold
 * @param price of {@code BUST}: the fill's
 * @param clientOrderId of {@code BUST}: the fill's order
 * @param venueTradeId of {@code BUST}: the venue's number of the fill
 */
public record Booking(
    BookingKind kind,
    String asset,
    @Decimal8 long amount,
    String strategy,
    String instrument,
    @Decimal8 long quantity,
    @Decimal8 long price,
    String clientOrderId,
    long venueTradeId) {

  /** What a record lacks is empty. */
  public Booking {
    asset = asset == null ? "" : asset;
    strategy = strategy == null ? "" : strategy;
    instrument = instrument == null ? "" : instrument;
    clientOrderId = clientOrderId == null ? "" : clientOrderId;
  }

  /** An asset that has come in. */
  public static Booking deposit(String asset, long amount) {
    return new Booking(BookingKind.DEPOSIT, asset, amount, "", "", 0, 0, "", 0);
  }

  /** An asset that has gone out. */
  public static Booking withdrawal(String asset, long amount) {
    return new Booking(BookingKind.WITHDRAWAL, asset, amount, "", "", 0, 0, "", 0);
  }

  /** A fee that was taken later, or given back when negative. */
  public static Booking fee(String strategy, String instrument, String asset, long amount) {
    return new Booking(BookingKind.FEE, asset, amount, strategy, instrument, 0, 0, "", 0);
  }

  /**
   * What the booking of a correction does, as a fill: the opposite of the one that is void, with
   * its fee given back; of a late fee a fill of nothing.
   */
  public ExecutionReport asFill(String account, long sequence, long time) {
    boolean bust = kind == BookingKind.BUST;
    return new ExecutionReport(
        account,
        strategy,
        instrument,
        clientOrderId,
        0,
        sequence,
        ExecutionType.FILL,
        quantity > 0 ? Side.SELL : Side.BUY,
        0,
        "",
        venueTradeId,
        Math.absExact(quantity),
        price,
        0,
        bust ? Math.negateExact(amount) : amount,
        asset,
        false,
        true,
        time,
        "");
  }

  /** A fill that is void. */
  public static Booking bust(ExecutionReport fill) {
    return new Booking(
        BookingKind.BUST,
        fill.feeAsset(),
        fill.fee(),
        fill.strategy(),
        fill.instrument(),
        fill.side() == Side.BUY ? fill.lastQuantity() : Math.negateExact(fill.lastQuantity()),
        fill.lastPrice(),
        fill.clientOrderId(),
        fill.venueTradeId());
  }
}
