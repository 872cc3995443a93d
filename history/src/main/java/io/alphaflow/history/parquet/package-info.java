/** Reads Parquet files, column by column, as rows of cells. */
package io.alphaflow.history.parquet;
