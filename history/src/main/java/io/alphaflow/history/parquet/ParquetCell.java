package io.alphaflow.history.parquet;

import io.alphaflow.common.money.Fixed8;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * A column with its value in the present row. What stands in a dictionary is understood once.
 *
 * <p>Numbers with decimals become units of 1e-8, rounded half up; times epoch microseconds UTC.
 */
final class ParquetCell extends PrimitiveConverter {

  /** What the values are. */
  enum Kind {
    /** {@link #number()} in units of 1e-8. */
    AMOUNT,
    /** {@link #number()} as it is. */
    WHOLE,
    /** {@link #number()} in epoch microseconds UTC. */
    TIME,
    /** {@link #text()}. */
    TEXT,
    /** {@link #number()} is 0 or 1. */
    TRUTH
  }

  /** A number that does not fit, or is none. */
  static final long UNFIT = Long.MIN_VALUE;

  /** Up to here a double tells eight decimals apart. */
  private static final double EXACT = 1L << 51;

  private static final double UNITS = Fixed8.ONE;
  private static final long MICROS_PER_DAY = 86_400_000_000L;
  private static final int INT96 = 12;
  private static final long JULIAN_EPOCH = 2_440_588;

  private final Kind kind;
  private final PrimitiveTypeName type;
  private final int scale;
  private final ChronoUnit unit;
  private final ZoneId zone;

  private long[] numbers;
  private String[] texts;
  private boolean[] roundings;

  private boolean present;
  private long number;
  private String text;
  private long rounded;
  private boolean rounding;

  /**
   * A column.
   *
   * @param zone of times that say none
   */
  ParquetCell(PrimitiveType of, ZoneId zone) {
    LogicalTypeAnnotation says = of.getLogicalTypeAnnotation();
    this.type = of.getPrimitiveTypeName();
    this.kind = kind(of).orElseThrow(() -> new IllegalArgumentException(of + " is not supported"));
    this.scale = says instanceof DecimalLogicalTypeAnnotation decimal ? decimal.getScale() : 0;
    this.unit =
        says instanceof DateLogicalTypeAnnotation
            ? ChronoUnit.DAYS
            : says instanceof TimestampLogicalTypeAnnotation time
                ? switch (time.getUnit()) {
                  case MILLIS -> ChronoUnit.MILLIS;
                  case MICROS -> ChronoUnit.MICROS;
                  case NANOS -> ChronoUnit.NANOS;
                }
                : ChronoUnit.MICROS;
    boolean utc =
        says instanceof TimestampLogicalTypeAnnotation time && time.isAdjustedToUTC()
            || zone.normalized().equals(ZoneOffset.UTC);
    this.zone = utc ? null : zone;
  }

  /** What a column's values are; empty when it is of no use here. */
  static Optional<Kind> kind(PrimitiveType of) {
    LogicalTypeAnnotation says = of.getLogicalTypeAnnotation();
    if (says instanceof DecimalLogicalTypeAnnotation) {
      return Optional.of(Kind.AMOUNT);
    }
    if (says instanceof TimestampLogicalTypeAnnotation
        || says instanceof DateLogicalTypeAnnotation
        || of.getPrimitiveTypeName() == PrimitiveTypeName.INT96) {
      return Optional.of(Kind.TIME);
    }
    return switch (of.getPrimitiveTypeName()) {
      case DOUBLE, FLOAT -> Optional.of(Kind.AMOUNT);
      case INT32, INT64 -> Optional.of(Kind.WHOLE);
      case BINARY -> Optional.of(Kind.TEXT);
      case BOOLEAN -> Optional.of(Kind.TRUTH);
      default -> Optional.empty();
    };
  }

  Kind kind() {
    return kind;
  }

  /** The row has no value. */
  void clear() {
    present = false;
  }

  boolean isPresent() {
    return present;
  }

  long number() {
    return number;
  }

  String text() {
    return text;
  }

  /** How many amounts were rounded so far. */
  long rounded() {
    return rounded;
  }

  @Override
  public boolean hasDictionarySupport() {
    return true;
  }

  @Override
  public void setDictionary(Dictionary dictionary) {
    int size = dictionary.getMaxId() + 1;
    numbers = new long[size];
    texts = new String[size];
    roundings = new boolean[size];
    for (int i = 0; i < size; i++) {
      rounding = false;
      switch (type) {
        case INT32 -> addInt(dictionary.decodeToInt(i));
        case INT64 -> addLong(dictionary.decodeToLong(i));
        case FLOAT -> addFloat(dictionary.decodeToFloat(i));
        case DOUBLE -> addDouble(dictionary.decodeToDouble(i));
        case BOOLEAN -> addBoolean(dictionary.decodeToBoolean(i));
        default -> addBinary(dictionary.decodeToBinary(i));
      }
      numbers[i] = number;
      texts[i] = text;
      roundings[i] = rounding;
      rounded -= rounding ? 1 : 0;
    }
    present = false;
  }

  @Override
  public void addValueFromDictionary(int id) {
    present = true;
    number = numbers[id];
    text = texts[id];
    rounded += roundings[id] ? 1 : 0;
  }

  @Override
  public void addInt(int value) {
    addLong(value);
  }

  @Override
  public void addLong(long value) {
    present = true;
    number =
        switch (kind) {
          case AMOUNT -> ofUnscaled(value);
          case TIME -> micros(value);
          default -> value;
        };
  }

  @Override
  public void addBoolean(boolean value) {
    present = true;
    number = value ? 1 : 0;
    text = value ? "true" : "false";
  }

  @Override
  public void addFloat(float value) {
    // As it is written: 0.1f is 0.1, not 0.10000000149.
    present = true;
    number = Float.isFinite(value) ? ofDecimal(new BigDecimal(Float.toString(value))) : UNFIT;
  }

  @Override
  public void addDouble(double value) {
    present = true;
    double scaled = value * UNITS;
    if (Math.abs(scaled) < EXACT) {
      number = Math.round(scaled);
      if (Math.abs(scaled - number) > 1e-3 + Math.ulp(scaled)) {
        rounding = true;
        rounded++;
      }
    } else {
      number = Double.isFinite(value) ? ofDecimal(BigDecimal.valueOf(value)) : UNFIT;
    }
  }

  @Override
  public void addBinary(Binary value) {
    present = true;
    if (type == PrimitiveTypeName.INT96) {
      number = ofInt96(value);
    } else if (kind == Kind.AMOUNT) {
      number = ofBytes(value);
    } else {
      text = value.toStringUsingUTF8().strip();
    }
  }

  private long ofUnscaled(long value) {
    if (scale == Fixed8.SCALE) {
      return value;
    }
    return ofDecimal(BigDecimal.valueOf(value, scale));
  }

  /** Two's complement, the highest byte first, of any length. */
  private long ofBytes(Binary value) {
    byte[] bytes = value.getBytesUnsafe();
    int at = 0;
    int sign = bytes[0] >> 7;
    while (at < bytes.length - 8 && bytes[at] == sign) {
      at++;
    }
    boolean fits = bytes.length - at <= 8 && (at == 0 || bytes[at] >> 7 == sign);
    if (!fits) {
      return ofDecimal(new BigDecimal(new BigInteger(bytes), scale));
    }
    long number = sign;
    for (; at < bytes.length; at++) {
      number = number << 8 | bytes[at] & 0xff;
    }
    return ofUnscaled(number);
  }

  private long ofDecimal(BigDecimal value) {
    BigDecimal scaled = value.setScale(Fixed8.SCALE, RoundingMode.HALF_UP);
    if (scaled.unscaledValue().bitLength() > 62) {
      return UNFIT;
    }
    if (scaled.compareTo(value) != 0) {
      rounding = true;
      rounded++;
    }
    return scaled.unscaledValue().longValue();
  }

  private long micros(long value) {
    long micros =
        switch (unit) {
          case DAYS -> value * MICROS_PER_DAY;
          case MILLIS -> value * 1_000;
          case NANOS -> Math.floorDiv(value, 1_000L);
          default -> value;
        };
    return atZone(micros);
  }

  private long atZone(long micros) {
    if (zone == null) {
      return micros;
    }
    LocalDateTime local =
        LocalDateTime.ofInstant(Instant.EPOCH.plus(micros, ChronoUnit.MICROS), ZoneOffset.UTC);
    return ChronoUnit.MICROS.between(Instant.EPOCH, local.atZone(zone).toInstant());
  }

  /** Nanoseconds of the day and the Julian day, as older programs write times. */
  private long ofInt96(Binary value) {
    ByteBuffer bytes = value.toByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.remaining() != INT96) {
      return UNFIT;
    }
    long nanos = bytes.getLong();
    long day = bytes.getInt() - JULIAN_EPOCH;
    return atZone(day * MICROS_PER_DAY + nanos / 1_000);
  }
}
