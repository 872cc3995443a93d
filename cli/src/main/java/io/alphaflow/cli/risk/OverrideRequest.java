package io.alphaflow.cli.risk;

import io.alphaflow.cli.UserError;
import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.model.CommandAction;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.OperatorCommand;
import io.alphaflow.common.topic.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** An override with one of its two signatures, as a file that goes to the second person. */
final class OverrideRequest {

  private static final RecordCodec<JournalEntry> CODEC = Topics.JOURNAL.codec();

  private OverrideRequest() {}

  static String text(OperatorCommand command) {
    return new String(CODEC.encode(command), StandardCharsets.UTF_8);
  }

  /**
   * Writes a new file.
   *
   * @throws UserError when there is one already
   */
  static void write(OperatorCommand command, Path file) throws IOException {
    try {
      Files.writeString(file, text(command) + "\n", StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException e) {
      throw new UserError(file + " exists already, and stays; name another file with --out");
    }
  }

  /**
   * Reads a file.
   *
   * @throws UserError when there is no request in it
   */
  static OperatorCommand read(Path file) throws IOException {
    try {
      if (CODEC.decode(Files.readAllBytes(file)) instanceof OperatorCommand command
          && command.action() == CommandAction.OVERRIDE
          && command.level() != null) {
        return command;
      }
      throw new UserError(file + " is not the request of an override");
    } catch (NoSuchFileException e) {
      throw new UserError("there is no file " + file);
    } catch (CodecException e) {
      throw new UserError(file + " is not the request of an override: " + e.getMessage());
    }
  }
}
