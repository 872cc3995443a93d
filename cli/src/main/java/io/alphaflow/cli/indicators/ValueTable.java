package io.alphaflow.cli.indicators;

import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.alphaflow.common.json.JsonCodec;
import io.alphaflow.common.model.Bar;
import io.alphaflow.indicator.Candle;
import io.alphaflow.indicator.LiveIndicator;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Indicator values as lines, one for each bar: CSV with a header, or JSON objects. */
final class ValueTable implements AutoCloseable {

  private final List<IndicatorColumn> columns;
  private final Set<LiveIndicator> indicators = new LinkedHashSet<>();
  private final Writer out;
  private final CsvWriter csv;
  private final Candle candle = new Candle();

  /** A table; as CSV its header is written at once. */
  ValueTable(List<IndicatorColumn> columns, Writer out, boolean json) {
    this.columns = List.copyOf(columns);
    columns.forEach(column -> indicators.add(column.indicator()));
    this.out = out;
    this.csv = json ? null : CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(out);
    if (csv != null) {
      String[] header = new String[columns.size() + 1];
      header[0] = "time";
      for (int i = 0; i < columns.size(); i++) {
        header[i + 1] = columns.get(i).name();
      }
      csv.writeRecord(header);
    }
  }

  /** Feeds a bar and writes what the values are then; the time is that of its opening. */
  void add(Bar bar) throws IOException {
    candle.set(bar);
    indicators.forEach(indicator -> indicator.onBar(candle));
    String time = Instant.EPOCH.plus(bar.openTime(), ChronoUnit.MICROS).toString();
    if (csv != null) {
      String[] cells = new String[columns.size() + 1];
      cells[0] = time;
      for (int i = 0; i < columns.size(); i++) {
        cells[i + 1] = text(columns.get(i).value());
      }
      csv.writeRecord(cells);
      return;
    }
    ObjectNode object = JsonCodec.object().put("time", time);
    for (IndicatorColumn column : columns) {
      double value = column.value();
      if (Double.isNaN(value)) {
        object.putNull(column.name());
      } else {
        object.put(column.name(), value);
      }
    }
    out.write(object.toString());
    out.write('\n');
  }

  /** All digits that tell it from its neighbours, without an exponent; empty when not known yet. */
  static String text(double value) {
    if (Double.isNaN(value)) {
      return "";
    }
    String text = Double.toString(value);
    return text.indexOf('E') < 0 ? text : new BigDecimal(text).toPlainString();
  }

  @Override
  public void close() throws IOException {
    if (csv != null) {
      csv.flush();
    }
    out.flush();
  }
}
