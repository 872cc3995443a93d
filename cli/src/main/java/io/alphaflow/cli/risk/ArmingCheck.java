package io.alphaflow.cli.risk;

import io.alphaflow.common.config.AccountOptions;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.config.RunMode;
import io.alphaflow.risk.RiskOptions;
import io.alphaflow.risk.drill.DrillResult;
import io.alphaflow.risk.drill.DrillSuite;
import java.util.ArrayList;
import java.util.List;

/**
 * What must be so before an account trades with money: the desk's mode, its limits and drills, the
 * key at the venue, and this machine's clock.
 */
final class ArmingCheck {

  private final DeskConfig config;
  private final RiskOptions risk;
  private final AccountOptions account;
  private final List<Finding> findings = new ArrayList<>();

  private ArmingCheck(DeskConfig config, String account) {
    this.config = config;
    this.risk = RiskOptions.read(config);
    this.account =
        config.accounts().stream().filter(a -> a.id().equals(account)).findFirst().orElseThrow();
  }

  /**
   * Looks at everything, also after something is found wrong.
   *
   * @param account one that is configured
   */
  static List<Finding> of(DeskConfig config, String account) {
    ArmingCheck check = new ArmingCheck(config, account);
    check.mode();
    check.findings.addAll(LimitCheck.of(check.risk));
    check.drills();
    check.findings.addAll(VenueCheck.of(config, check.account));
    return check.findings;
  }

  private void found(String what, boolean good, String text) {
    findings.add(new Finding(what, good, text));
  }

  private void mode() {
    boolean live = config.mode() == RunMode.LIVE;
    found("mode", live, live ? "live" : "paper; a desk for money says mode: live");
  }

  private void drills() {
    List<DrillResult> results = DrillSuite.run(risk);
    List<String> failed =
        results.stream()
            .filter(DrillResult::isFailed)
            .map(drill -> drill.control() + " " + drill.code() + ": " + drill.sentence())
            .toList();
    found(
        "drills",
        failed.isEmpty(),
        failed.isEmpty()
            ? results.stream().filter(d -> d.status() == DrillResult.Status.FIRED).count()
                + " fired, see alphaflow drill"
            : failed.size() + " did not fire: " + String.join("; ", failed));
  }
}
