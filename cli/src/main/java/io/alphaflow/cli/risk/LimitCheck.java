package io.alphaflow.cli.risk;

import io.alphaflow.risk.RiskOptions;
import io.alphaflow.risk.limit.Limit;
import io.alphaflow.risk.limit.LimitBook;
import java.util.List;
import java.util.stream.Stream;

/** Whether every limit has a value, and anybody may trade. */
public final class LimitCheck {

  private LimitCheck() {}

  /** Looks at a desk's configuration. */
  public static List<Finding> of(RiskOptions risk) {
    LimitBook book = new LimitBook(risk.limits(), new LimitBook.State());
    List<String> missing =
        Stream.of(Limit.values())
            .filter(limit -> book.settings().stream().noneMatch(s -> s.limit() == limit))
            .map(Limit::key)
            .toList();
    return List.of(
        new Finding(
            "limits",
            missing.isEmpty(),
            missing.isEmpty()
                ? "all " + Limit.values().length + " are configured"
                : "not configured: "
                    + String.join(", ", missing)
                    + " (off says that there is none)"),
        new Finding(
            "permissions",
            !risk.permissions().isEmpty(),
            risk.permissions().isEmpty()
                ? "risk.permissions is empty: every order is rejected"
                : risk.permissions().size() + " rules"));
  }
}
