package io.alphaflow.cli.explain;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alphaflow.common.config.DeskConfig;
import java.io.IOException;
import java.util.List;

/** What {@code alphaflow explain} tells of a decision, for other commands. */
public final class ToldDecision {

  private final Story story;

  private ToldDecision(Story story) {
    this.story = story;
  }

  /**
   * Reads it from the logs of a desk.
   *
   * @throws io.alphaflow.cli.UserError when there is no such decision
   */
  public static ToldDecision read(DeskConfig config, String account, long sequence)
      throws IOException {
    return new ToldDecision(Story.read(config, new Wanted(account, sequence, "")));
  }

  /** For a person, line by line. */
  public List<String> lines() {
    return StoryText.of(story);
  }

  /** For a program. */
  public ObjectNode json() {
    return StoryJson.of(story);
  }
}
