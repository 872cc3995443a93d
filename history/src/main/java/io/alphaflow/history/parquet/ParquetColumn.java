package io.alphaflow.history.parquet;

import org.apache.parquet.schema.Type;

/**
 * A column of a file.
 *
 * @param name its name
 * @param readable whether it is flat and of a type that is understood
 * @param ofTimes whether its type says that its values are times
 * @param ofTexts whether its values are texts
 */
public record ParquetColumn(String name, boolean readable, boolean ofTimes, boolean ofTexts) {

  static ParquetColumn of(Type type) {
    boolean flat = type.isPrimitive() && !type.isRepetition(Type.Repetition.REPEATED);
    ParquetCell.Kind kind = flat ? ParquetCell.kind(type.asPrimitiveType()).orElse(null) : null;
    return new ParquetColumn(
        type.getName(), kind != null, kind == ParquetCell.Kind.TIME, kind == ParquetCell.Kind.TEXT);
  }
}
