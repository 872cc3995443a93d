package io.alphaflow.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The orders that a log in text tells of, each followed by the one id of its lines. */
final class FollowedOrders {

  private static final Pattern LINE =
      Pattern.compile(
          " i\\.a\\.trace - (\\w+) correlation=(\\S+)(?: trade=\\S+)?(?: order=(\\S+))? .+");

  /**
   * One line.
   *
   * @param order empty before there is one
   */
  private record Step(String name, String order) {}

  private final Map<String, List<Step>> byId = new LinkedHashMap<>();

  private FollowedOrders() {}

  static FollowedOrders in(Path log) throws IOException {
    FollowedOrders orders = new FollowedOrders();
    for (String line : Files.readAllLines(log)) {
      Matcher found = LINE.matcher(line);
      if (found.find()) {
        Step step = new Step(found.group(1), Objects.requireNonNullElse(found.group(3), ""));
        orders.byId.computeIfAbsent(found.group(2), id -> new ArrayList<>()).add(step);
      }
    }
    return orders;
  }

  /** How many fills were booked: the id of each leads from the signal through all jobs. */
  long booked() {
    byId.forEach(
        (id, steps) -> {
          if (booked(steps) > 0) {
            assertThat(steps.stream().map(Step::name).filter(n -> !n.equals("alerted")).distinct())
                .as(id)
                .containsExactly("signalled", "decided", "sent", "reported", "booked");
            assertThat(steps.stream().map(Step::order).filter(o -> !o.isEmpty()).distinct())
                .as("one order of %s", id)
                .hasSize(1);
          }
        });
    return byId.values().stream().mapToLong(FollowedOrders::booked).sum();
  }

  private static long booked(List<Step> steps) {
    return steps.stream().filter(step -> step.name().equals("booked")).count();
  }
}
