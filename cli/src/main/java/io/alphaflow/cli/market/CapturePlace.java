package io.alphaflow.cli.market;

import java.nio.file.Path;

/**
 * Where something stands in a capture.
 *
 * @param file as it was given
 * @param line counted from 1
 */
record CapturePlace(Path file, long line) {

  @Override
  public String toString() {
    return file + ", line " + line;
  }
}
