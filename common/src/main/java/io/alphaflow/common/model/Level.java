package io.alphaflow.common.model;

/**
 * What a stop, a limit or an override is for: the desk, an account, a strategy instance, an
 * instrument, or where several of them meet.
 *
 * @param account one account, or {@code *} for all
 * @param strategy one strategy instance, or {@code *} for all
 * @param instrument one instrument, {@code venue:BASE/QUOTE}, or {@code *} for all
 */
public record Level(String account, String strategy, String instrument)
    implements Comparable<Level> {

  /** All of something. */
  public static final String ALL = "*";

  /** Everything on the desk. */
  public static final Level DESK = new Level(ALL, ALL, ALL);

  private static final String SEPARATOR = "|";

  /**
   * What is not said is all.
   *
   * @throws IllegalArgumentException when a part has the sign that separates them in a key
   */
  public Level {
    account = orAll(account);
    strategy = orAll(strategy);
    instrument = orAll(instrument);
    if ((account + strategy + instrument).contains(SEPARATOR)) {
      throw new IllegalArgumentException(
          "a part of the level " + account + ", " + strategy + ", " + instrument + " has a |");
    }
  }

  private static String orAll(String part) {
    return part == null || part.isEmpty() ? ALL : part;
  }

  /** Everything of an account. */
  public static Level account(String account) {
    return new Level(account, ALL, ALL);
  }

  /** An instrument, whoever trades it. */
  public static Level instrument(String instrument) {
    return new Level(ALL, ALL, instrument);
  }

  /** A strategy instance, wherever it trades. */
  public static Level strategy(String account, String strategy) {
    return new Level(account, strategy, ALL);
  }

  /** A level as {@link #key} wrote it. */
  public static Level parse(String key) {
    String[] parts = key.split("\\|", -1);
    if (parts.length != 3) {
      throw new IllegalArgumentException(
          "\"" + key + "\" is no level; expected account|strategy|instrument, * for all");
    }
    return new Level(parts[0], parts[1], parts[2]);
  }

  /** Whether an order of these is among what the level is for. */
  public boolean covers(String anAccount, String aStrategy, String anInstrument) {
    return covers(account, anAccount)
        && covers(strategy, aStrategy)
        && covers(instrument, anInstrument);
  }

  /** Whether everything that the other level is for is among what this one is for. */
  public boolean covers(Level other) {
    return covers(other.account, other.strategy, other.instrument);
  }

  private static boolean covers(String mine, String other) {
    return mine.equals(ALL) || mine.equals(other);
  }

  /** A key: equal for equal levels. */
  public String key() {
    return account + SEPARATOR + strategy + SEPARATOR + instrument;
  }

  @Override
  public int compareTo(Level other) {
    return key().compareTo(other.key());
  }

  /** For a person: {@code desk}, {@code account main}, {@code strategy trend of account main}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    if (!strategy.equals(ALL)) {
      text.append("strategy ").append(strategy);
    }
    if (!instrument.equals(ALL)) {
      text.append(text.isEmpty() ? "" : " on ").append("instrument ").append(instrument);
    }
    if (!account.equals(ALL)) {
      text.append(text.isEmpty() ? "" : " of ").append("account ").append(account);
    }
    return text.isEmpty() ? "desk" : text.toString();
  }
}
