package io.alphaflow.history.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CsvLinesTest {

  private static CsvLines lines(String text) {
    return new CsvLines(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), ',');
  }

  private static List<List<String>> all(CsvLines lines) throws Exception {
    List<List<String>> all = new ArrayList<>();
    while (lines.next()) {
      List<String> cells = new ArrayList<>();
      for (int i = 0; i < lines.count(); i++) {
        cells.add(lines.text(i));
      }
      all.add(cells);
    }
    return all;
  }

  @Test
  void takesEitherLineEndAByteOrderMarkAndNoLineEndAtTheEnd() throws Exception {
    assertThat(all(lines("\uFEFFa,b\r\n1, 2 \n\n\r\n3,4")))
        .containsExactly(List.of("a", "b"), List.of("1", "2"), List.of("3", "4"));
  }

  @Test
  void countsBlankLinesInTheLineNumbers() throws Exception {
    CsvLines lines = lines("a,b\n\n\n1,2\n");
    lines.next();
    lines.next();
    assertThat(lines.line()).isEqualTo(4);
    assertThat(lines.raw()).isEqualTo("1,2");
    assertThat(lines.next()).isFalse();
  }

  @Test
  void readsQuotedCellsWithSeparatorsAndQuotesInThem() throws Exception {
    CsvLines lines = lines("\"1,5\",\"say \"\"x\"\"\",3\r\n4,5,6\n");
    assertThat(all(lines))
        .containsExactly(List.of("1,5", "say \"x\"", "3"), List.of("4", "5", "6"));
  }

  @Test
  void aLineWithAnOpenQuoteIsBadAndTheNextIsNot() throws Exception {
    CsvLines lines = lines("\"1,2\n3,4\n");
    assertThat(lines.next()).isTrue();
    assertThatThrownBy(lines::count)
        .isInstanceOf(BadLine.class)
        .hasMessageContaining("quotes do not match");
    assertThat(lines.next()).isTrue();
    assertThat(lines.count()).isEqualTo(2);
  }

  @Test
  void anEndlessLineIsBadAndCostsNoMemory() throws Exception {
    CsvLines lines = lines("1,2\n" + "x".repeat(1_000_000) + "\n3,4\n" + "y".repeat(100_000));
    assertThat(lines.next()).isTrue();
    assertThat(lines.next()).isTrue();
    assertThatThrownBy(lines::count).hasMessageContaining("at most");
    assertThat(lines.raw()).startsWith("xxx").hasSizeLessThan(300);
    assertThat(lines.next()).isTrue();
    assertThat(lines.text(1)).isEqualTo("4");
    assertThat(lines.line()).isEqualTo(3);
    assertThat(lines.next()).isTrue();
    assertThatThrownBy(lines::count).hasMessageContaining("at most");
    assertThat(lines.next()).isFalse();
  }

  @Test
  void utf16IsNamedAsSuch() {
    CsvLines lines =
        new CsvLines(new ByteArrayInputStream("a,b\n".getBytes(StandardCharsets.UTF_16)), ',');
    assertThatThrownBy(lines::next).isInstanceOf(IOException.class).hasMessageContaining("UTF-16");
  }

  /** Gives a few bytes at a time, so that lines are cut everywhere. */
  private static InputStream inPieces(String text, int size) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)) {
      @Override
      public synchronized int read(byte[] into, int from, int length) {
        return super.read(into, from, Math.min(length, size));
      }
    };
  }

  @Provide
  Arbitrary<List<List<String>>> tables() {
    Arbitrary<String> cell = Arbitraries.strings().withChars("0123456789.-eE xä").ofMaxLength(12);
    return cell.map(String::strip)
        .list()
        .ofMinSize(2)
        .ofMaxSize(14)
        .list()
        .ofMinSize(1)
        .ofMaxSize(40);
  }

  @Property(tries = 300)
  void splitsAsTheSeparatorsStandHoweverTheBytesArrive(
      @ForAll("tables") List<List<String>> table, @ForAll @IntRange(min = 1, max = 97) int piece)
      throws Exception {
    String text =
        table.stream().map(row -> String.join(",", row)).collect(Collectors.joining("\n"));
    assertThat(all(new CsvLines(inPieces(text, piece), ','))).isEqualTo(table);
  }

  @Property(tries = 2_000)
  void aDecimalIsWhatBigDecimalSays(@ForAll BigDecimal any) throws Exception {
    BigDecimal number = any.remainder(BigDecimal.valueOf(9_000_000_000L));
    for (String text : List.of(number.toPlainString(), number.toString(), number + " ")) {
      CsvLines lines = lines(text + ",x");
      lines.next();
      long expected = number.setScale(8, RoundingMode.HALF_UP).unscaledValue().longValueExact();
      assertThat(lines.decimal(0, "price")).as(text).isEqualTo(expected);
      assertThat(lines.rounded())
          .as(text)
          .isEqualTo(number.stripTrailingZeros().scale() > 8 ? 1 : 0);
    }
  }

  @Test
  void saysWhyANumberIsNone() throws Exception {
    CsvLines lines = lines("abc,,92233720369,1e400,1.5,-,.,1.2.3\n");
    lines.next();
    for (int cell : new int[] {0, 5, 6, 7}) {
      assertThatThrownBy(() -> lines.decimal(cell, "price"))
          .isInstanceOfSatisfying(
              BadLine.class, e -> assertThat(e.fault()).isEqualTo(Fault.UNPARSABLE))
          .hasMessageContaining("price is not a number");
    }
    assertThatThrownBy(() -> lines.decimal(1, "price")).hasMessage("price is empty");
    assertThatThrownBy(() -> lines.decimal(2, "price")).hasMessageContaining("is beyond");
    assertThatThrownBy(() -> lines.decimal(3, "price")).hasMessageContaining("out of range");
    assertThatThrownBy(() -> lines.integer(4, "id")).hasMessageContaining("not a whole number");
  }

  @Test
  void wholeNumbersMayBeWrittenLikeDoubles() throws Exception {
    CsvLines lines = lines("12.0,1.5E3, 7 ,123456789012345678\n");
    lines.next();
    long[] values = new long[4];
    for (int i = 0; i < values.length; i++) {
      values[i] = lines.integer(i, "id");
    }
    assertThat(Arrays.toString(values)).isEqualTo("[12, 1500, 7, 123456789012345678]");
  }
}
