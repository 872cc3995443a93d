package io.alphaflow.history.export;

import com.jerolba.carpet.CarpetWriter;
import com.jerolba.carpet.TimeUnit;
import com.jerolba.carpet.io.FileSystemOutputFile;
import com.jerolba.carpet.model.FieldType;
import com.jerolba.carpet.model.FieldTypes;
import com.jerolba.carpet.model.WriteRecordModelType;
import java.io.IOException;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.List;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Rows as Parquet, compressed with Zstandard: amounts as DECIMAL(38, 8), times as TIMESTAMP of
 * microseconds in UTC.
 */
final class ParquetTable implements TableFile {

  private static final int PRECISION = 38;
  private static final int SCALE = 8;

  /** A row as the library wants it: a record. */
  record Row(Object[] values) {}

  private final CarpetWriter<Row> writer;

  ParquetTable(Path file, List<Column> columns) throws IOException {
    WriteRecordModelType<Row> model = FieldTypes.writeRecordModel(Row.class);
    for (int i = 0; i < columns.size(); i++) {
      int at = i;
      model.withField(columns.get(i).name(), type(columns.get(i)), row -> row.values()[at]);
    }
    writer =
        new CarpetWriter.Builder<>(new FileSystemOutputFile(file.toFile()), Row.class)
            .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
            .withCompressionCodec(CompressionCodecName.ZSTD)
            .withDefaultTimeUnit(TimeUnit.MICROS)
            .withBigDecimalScaleAdjustment(RoundingMode.HALF_UP)
            .withWriteRecordModel(model)
            .build();
  }

  private static FieldType type(Column column) {
    return switch (column.type()) {
      case TEXT -> FieldTypes.STRING;
      case INTEGER -> FieldTypes.LONG;
      case DECIMAL -> FieldTypes.BIG_DECIMAL.withPrecisionScale(PRECISION, SCALE);
      case NUMBER -> FieldTypes.DOUBLE;
      case TRUTH -> FieldTypes.BOOLEAN;
      case TIME -> FieldTypes.INSTANT;
    };
  }

  @Override
  public void write(Object[] row) throws IOException {
    writer.write(new Row(row));
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
