package io.alphaflow.history.csv;

/** What is wrong with a line or a file; the codes of the report. */
public enum Fault {
  /** The line has another number of columns. */
  COLUMN_COUNT("another number of columns than the format has"),
  /** A value is missing. */
  EMPTY_VALUE("a value is missing"),
  /** A value is not a number, or not true or false, or not a side. */
  UNPARSABLE("a value cannot be read"),
  /** A number is larger than the desk can hold. */
  OUT_OF_RANGE("a number is larger than the desk can hold"),
  /** A price or quantity is zero or negative, or a volume negative. */
  NOT_POSITIVE("a price or quantity that is not above zero, or a negative volume"),
  /** High below, or low above, another price of the bar. */
  HIGH_LOW("high is not the highest or low not the lowest price"),
  /** A time that cannot be read. */
  TIME_UNREADABLE("a time that cannot be read"),
  /** A time before 1971 or in the future. */
  TIME_IMPLAUSIBLE("a time before 1971 or in the future"),
  /** A bar that does not begin at a multiple of its interval. */
  TIME_NOT_ALIGNED("a bar that does not begin at a whole multiple of its interval"),
  /** Earlier than the line before. */
  TIME_GOES_BACK("earlier than the line before"),
  /** Later than the lines that follow and continue what stands before. */
  OUT_OF_PLACE("later than the lines that follow, which continue the lines before"),
  /** An id that is not above the one before. */
  ID_GOES_BACK("an id that is below the one before"),
  /** The same identity as a line before. */
  DUPLICATE("the same bar or trade id as a line before"),
  /** A trade of a bar that is closed already. */
  LATE_TRADE("a trade of a bar that later trades have closed"),
  /** Longer than any line of market data. */
  LINE_TOO_LONG("a line that is too long to be market data"),
  /** Other content than the record with the same identity on the log. */
  DIFFERS_FROM_LOG("the log holds other content under the same identity"),
  /** The file has no rows. */
  FILE_EMPTY("a file without rows"),
  /** The compressed data is damaged or cut off, or the file cannot be read. */
  FILE_DAMAGED("a file that cannot be read to its end"),
  /** The file is in none of the known formats, or it is not clear in which. */
  FILE_UNKNOWN("a file whose format or content is not clear"),
  /** The target does not take it. */
  FILE_REFUSED("a file that the target does not take"),
  /** Another content than the checksum file beside it says. */
  FILE_CHECKSUM("a file whose content is not what its checksum says");

  private final String meaning;

  Fault(String meaning) {
    this.meaning = meaning;
  }

  /** In a few words. */
  public String meaning() {
    return meaning;
  }

  /** Whether a whole file is concerned. */
  public boolean ofFile() {
    return name().startsWith("FILE_");
  }
}
