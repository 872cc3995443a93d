package io.alphaflow.common.log;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.Layout;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.core.layout.PatternLayout;

/** All that this project's classes log, at every level. */
public final class LogCapture extends AbstractAppender implements AutoCloseable {

  private static final String OURS = "io.alphaflow";

  private final List<String> lines = new CopyOnWriteArrayList<>();

  /** Message and error of each. */
  public LogCapture() {
    this(PatternLayout.newBuilder().withPattern("%m%notEmpty{ %ex}").build());
  }

  /** As a layout writes it. */
  public LogCapture(Layout<String> layout) {
    super("capture", null, layout, true, Property.EMPTY_ARRAY);
    start();
    LoggerContext context = (LoggerContext) LogManager.getContext(false);
    LoggerConfig ours = new LoggerConfig(OURS, Level.ALL, false);
    ours.addAppender(this, Level.ALL, null);
    context.getConfiguration().addLogger(OURS, ours);
    context.updateLoggers();
  }

  @Override
  public void append(LogEvent event) {
    lines.add(getLayout().toSerializable(event).toString());
  }

  /** What was logged, in its order. */
  public List<String> lines() {
    return List.copyOf(lines);
  }

  public String text() {
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
