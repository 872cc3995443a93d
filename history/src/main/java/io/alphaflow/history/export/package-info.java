/** Logs and tables as CSV and Parquet. */
package io.alphaflow.history.export;
