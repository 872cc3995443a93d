package io.alphaflow.history.export;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.util.List;

/** Rows as CSV with a header; nothing for null, times in ISO 8601 UTC. */
final class CsvTable implements TableFile {

  private final CsvWriter csv;
  private final String[] cells;

  CsvTable(Writer out, List<Column> columns) {
    this.csv = CsvWriter.builder().build(out);
    this.cells = new String[columns.size()];
    csv.writeRecord(columns.stream().map(Column::name).toArray(String[]::new));
  }

  @Override
  public void write(Object[] row) {
    for (int i = 0; i < cells.length; i++) {
      cells[i] = text(row[i]);
    }
    csv.writeRecord(cells);
  }

  private static String text(Object value) {
    if (value instanceof BigDecimal decimal) {
      return decimal.signum() == 0 ? "0" : decimal.stripTrailingZeros().toPlainString();
    }
    return value == null ? null : value.toString();
  }

  @Override
  public void close() throws IOException {
    csv.close();
  }
}
