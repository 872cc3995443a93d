package io.alphaflow.risk.drill;

import io.alphaflow.common.model.Level;
import io.alphaflow.risk.RiskOptions;
import io.alphaflow.risk.control.Control;
import io.alphaflow.risk.control.Controls;
import io.alphaflow.risk.limit.Limit;
import io.alphaflow.risk.limit.LimitBook;
import io.alphaflow.risk.limit.LimitSetting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Shows that every control of a desk fires as it is configured: for each limit that holds anywhere,
 * and for each rule without a limit, a journal up to the limit and one order beyond it. What a
 * drill is not about is switched off, so that an order is rejected for nothing else.
 *
 * <p>Drills run on gates of their own, with orders, prices and persons that are made up. Nothing of
 * a running desk is read or changed.
 */
public final class DrillSuite {

  private DrillSuite() {}

  /** All drills of a desk, by control. */
  public static List<DrillResult> run(RiskOptions desk) {
    return run(desk, Controls.ALL);
  }

  /** The same with other controls than all: without one of them, its drills must fail. */
  public static List<DrillResult> run(RiskOptions desk, List<Control> controls) {
    DrillPeople people = new DrillPeople();
    DrillDesk drilled = new DrillDesk(desk, people);
    List<Planned> planned = new ArrayList<>();
    new OrderDrills(drilled).all().forEach(drill -> planned.add(Planned.of(drill)));
    planned.addAll(limits(drilled));
    planned.addAll(new SettingDrills(drilled).all());
    planned.addAll(new BreakerDrills(drilled).all());
    new StopDrills(drilled).all().forEach(drill -> planned.add(Planned.of(drill)));
    new KnowledgeDrills(drilled).all().forEach(drill -> planned.add(Planned.of(drill)));
    planned.add(Planned.measured("C23", "breach to alert"));
    planned.add(Planned.measured("C24", "twice the recorded peak"));
    return planned.stream()
        .map(plan -> plan.run(controls, people))
        .sorted(Comparator.comparingInt(DrillSuite::number))
        .toList();
  }

  private static int number(DrillResult result) {
    return Integer.parseInt(result.control().substring(1));
  }

  /** Every limit that holds for somebody, also one that several levels say together. */
  private static List<Planned> limits(DrillDesk desk) {
    LimitBook book = new LimitBook(desk.configured().limits(), new LimitBook.State());
    Map<LimitSetting, Subject> holding = new LinkedHashMap<>();
    for (LimitSetting setting : book.settings()) {
      desk.configured().currencies().keySet().stream()
          .filter(account -> Level.account(setting.level().account()).covers(account, "", ""))
          .map(account -> desk.subject(account, setting.level()))
          .forEach(
              s ->
                  holding.putIfAbsent(
                      book.effective(s.account(), s.strategy(), s.instrument())
                          .get(setting.limit()),
                      s));
    }
    List<Planned> planned = new ArrayList<>();
    holding.forEach((setting, subject) -> planned.add(limit(setting, subject, desk)));
    return planned;
  }

  private static Planned limit(LimitSetting setting, Subject subject, DrillDesk desk) {
    return isOff(setting)
        ? Planned.off(
            LimitDrills.code(setting.limit()), LimitDrills.text(setting), setting.source())
        : Planned.of(LimitDrills.of(setting, subject, desk));
  }

  /** Equal orders are always apart by a span of 0. */
  private static boolean isOff(LimitSetting setting) {
    return setting.value().isOff()
        || setting.limit() == Limit.DUPLICATE_WINDOW && setting.value().amount() == 0;
  }
}
