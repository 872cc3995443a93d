package io.alphaflow.cli.backtest;

import io.alphaflow.signals.CatalogSource;
import java.io.IOException;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A Flink cluster that a backtest runs on. */
sealed interface FlinkTarget extends AutoCloseable permits LocalFlink, RemoteFlink {

  /** Slots that a job may have. */
  int slots();

  /** What a job is built in and submitted with, with the settings of a backtest. */
  StreamExecutionEnvironment environment() throws IOException;

  /** Where the tasks find the kinds of strategies. */
  CatalogSource catalog();

  @Override
  void close() throws IOException;
}
