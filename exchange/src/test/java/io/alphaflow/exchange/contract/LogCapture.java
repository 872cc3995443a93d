package io.alphaflow.exchange.contract;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/** All that this project's classes log, at every level. */
final class LogCapture extends AbstractAppender implements AutoCloseable {

  private static final String OURS = "io.alphaflow";

  private final List<String> lines = new CopyOnWriteArrayList<>();

  LogCapture() {
    super("capture", null, null, true, Property.EMPTY_ARRAY);
    start();
    LoggerContext context = (LoggerContext) LogManager.getContext(false);
    LoggerConfig ours = new LoggerConfig(OURS, Level.ALL, false);
    ours.addAppender(this, Level.ALL, null);
    context.getConfiguration().addLogger(OURS, ours);
    context.updateLoggers();
  }

  @Override
  public void append(LogEvent event) {
    lines.add(event.getMessage().getFormattedMessage() + " " + event.getThrown());
  }

  String text() {
    return String.join("\n", lines);
  }

  @Override
  public void close() {
    LoggerContext context = (LoggerContext) LogManager.getContext(false);
    context.getConfiguration().removeLogger(OURS);
    context.updateLoggers();
    stop();
  }
}
