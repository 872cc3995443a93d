package io.alphaflow.common.model;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.alphaflow.common.json.Decimal8;
import io.alphaflow.common.money.Fixed8;

/**
 * How the order of a signal is worked, when it is not sent as one: a parent is split into children
 * by the risk gate, each an order of its own, which together never trade more than the parent.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Execution.Twap.class, name = "twap"),
  @JsonSubTypes.Type(value = Execution.Iceberg.class, name = "iceberg"),
  @JsonSubTypes.Type(value = Execution.Child.class, name = "child")
})
public sealed interface Execution {

  /** Whether the order may be worked so: of this type, this long, without a trigger. */
  boolean suits(OrderType type, TimeInForce force);

  /**
   * Time-weighted: equal slices at equal distances of market time, the first at once. Slice k of n
   * is due at k ⁄ n of the duration, k from 0. What a slice did not trade is added to the next; at
   * the end of the duration the parent ends, whatever is left. With a limit price no slice trades
   * at a worse one.
   *
   * @param duration microseconds of market time, from {@value #SHORTEST} to {@value #LONGEST}
   * @param slices from 1 to {@value #MOST_SLICES}
   */
  record Twap(long duration, int slices) implements Execution {

    /** One second. */
    public static final long SHORTEST = 1_000_000;

    /** A week. */
    public static final long LONGEST = 604_800_000_000L;

    /** More would be no orders but a stream. */
    public static final int MOST_SLICES = 1_000;

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException naming what is out of bounds
     */
    public Twap {
      if (duration < SHORTEST || duration > LONGEST) {
        throw new IllegalArgumentException(
            "duration of " + duration + " µs; expected from " + SHORTEST + " to " + LONGEST);
      }
      if (slices < 1 || slices > MOST_SLICES) {
        throw new IllegalArgumentException(slices + " slices; expected from 1 to " + MOST_SLICES);
      }
    }

    @Override
    public boolean suits(OrderType type, TimeInForce force) {
      return (type == OrderType.MARKET || type == OrderType.LIMIT) && force == TimeInForce.GTC;
    }
  }

  /**
   * A limit order of which only a part shows: the next part is sent when the one before is filled.
   *
   * @param display base quantity that shows at a time, units of 1e-8
   */
  record Iceberg(@Decimal8 long display) implements Execution {

    /**
     * Checks the quantity.
     *
     * @throws IllegalArgumentException when it is not above 0
     */
    public Iceberg {
      if (display <= 0) {
        throw new IllegalArgumentException(
            "displayed quantity " + Fixed8.format(display) + "; expected one above 0");
      }
    }

    @Override
    public boolean suits(OrderType type, TimeInForce force) {
      return (type == OrderType.LIMIT || type == OrderType.LIMIT_MAKER) && force == TimeInForce.GTC;
    }
  }

  /**
   * A part of a parent, on its way to be judged: only the risk gate makes it.
   *
   * @param parent number of the account's decision that accepted the parent
   * @param number counted from 1 for each parent
   */
  record Child(long parent, long number) implements Execution {

    @Override
    public boolean suits(OrderType type, TimeInForce force) {
      return !type.hasTrigger();
    }
  }
}
