package io.alphaflow.cli.rules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** The module table and the rules of the decision path, held by the build. */
@AnalyzeClasses(packages = "io.alphaflow", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String COMMON = "io.alphaflow.common..";
  private static final String RUNTIME = "io.alphaflow.runtime..";
  private static final String EXCHANGE = "io.alphaflow.exchange..";
  private static final String SIMULATOR = "io.alphaflow.simulator..";
  private static final String INGEST = "io.alphaflow.ingest..";
  private static final String SIGNALS = "io.alphaflow.signals..";
  private static final String RISK = "io.alphaflow.risk..";
  private static final String EXECUTION = "io.alphaflow.execution..";
  private static final String PNL = "io.alphaflow.pnl..";
  private static final String HISTORY = "io.alphaflow.history..";
  private static final String ARCHIVE = "io.alphaflow.archive..";
  private static final String BACKTEST = "io.alphaflow.backtest..";
  private static final String STRATEGY = "io.alphaflow.strategy..";
  private static final String INDICATOR = "io.alphaflow.indicator..";
  private static final String PARAMETER = "io.alphaflow.parameter..";
  private static final String STRATEGIES = "io.alphaflow.strategies..";

  private static ArchRule only(String module, String... allowed) {
    return noClasses()
        .that()
        .resideInAPackage(module)
        .should()
        .dependOnClassesThat(
            DescribedPredicate.describe(
                "are of a module that " + module + " may not depend on",
                (JavaClass c) ->
                    c.getPackageName().startsWith("io.alphaflow")
                        && !JavaClass.Predicates.resideInAPackage(module).test(c)
                        && !JavaClass.Predicates.resideInAnyPackage(allowed).test(c)));
  }

  // The strategy API is one module of three packages, of which the upper know the lower.
  @ArchTest static final ArchRule PARAMETER_USES = only(PARAMETER, COMMON);
  @ArchTest static final ArchRule INDICATOR_USES = only(INDICATOR, COMMON, PARAMETER);
  @ArchTest static final ArchRule STRATEGY_USES = only(STRATEGY, COMMON, PARAMETER, INDICATOR);

  /** As a plugin does. */
  @ArchTest
  static final ArchRule STRATEGIES_USE_THE_API =
      only(STRATEGIES, COMMON, PARAMETER, INDICATOR, STRATEGY);

  @ArchTest static final ArchRule COMMON_STANDS_ALONE = only(COMMON, COMMON);
  @ArchTest static final ArchRule RUNTIME_STANDS_ALONE = only(RUNTIME, RUNTIME);
  @ArchTest static final ArchRule EXCHANGE_USES_COMMON = only(EXCHANGE, COMMON);

  /** Or adapter and simulator would confirm each other's mistakes. */
  @ArchTest static final ArchRule SIMULATOR_SHARES_NO_PROTOCOL_CODE = only(SIMULATOR, COMMON);

  @ArchTest static final ArchRule HISTORY_USES_COMMON = only(HISTORY, COMMON);
  @ArchTest static final ArchRule INGEST_USES = only(INGEST, COMMON, EXCHANGE);

  @ArchTest
  static final ArchRule SIGNALS_USES = only(SIGNALS, COMMON, PARAMETER, INDICATOR, STRATEGY);

  @ArchTest static final ArchRule RISK_USES = only(RISK, COMMON, PARAMETER, INDICATOR);
  @ArchTest static final ArchRule EXECUTION_USES = only(EXECUTION, COMMON, EXCHANGE);
  @ArchTest static final ArchRule PNL_USES = only(PNL, COMMON);
  @ArchTest static final ArchRule ARCHIVE_USES = only(ARCHIVE, COMMON);

  /** The desk's own classes, and no adapter. */
  @ArchTest
  static final ArchRule BACKTEST_USES =
      only(BACKTEST, COMMON, PARAMETER, STRATEGY, SIGNALS, RISK, PNL, SIMULATOR, HISTORY);

  /** Flink stays in the operator packages, the topologies and the jobs. */
  @ArchTest
  static final ArchRule RULES_ARE_PLAIN_JAVA =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.alphaflow.common.money..",
              "io.alphaflow.common.model..",
              "io.alphaflow.common.json..",
              "io.alphaflow.common.bar..",
              "io.alphaflow.common.book..",
              "io.alphaflow.common.capture..",
              HISTORY,
              "io.alphaflow.common.state..",
              "io.alphaflow.common.ledger..",
              "io.alphaflow.common.command..",
              "io.alphaflow.common.identity..",
              "io.alphaflow.common.config..",
              STRATEGY,
              INDICATOR,
              PARAMETER,
              STRATEGIES,
              EXCHANGE,
              SIMULATOR,
              "io.alphaflow.ingest.*..",
              "io.alphaflow.signals.*..",
              "io.alphaflow.risk.*..",
              "io.alphaflow.execution.*..",
              "io.alphaflow.pnl.*..",
              "io.alphaflow.archive.*..",
              "io.alphaflow.backtest.*..")
          .and()
          .resideOutsideOfPackages("..operator..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.flink..");

  @ArchTest
  static final ArchRule TOPOLOGIES_DO_NOT_NAME_KAFKA =
      noClasses()
          .that()
          .haveSimpleNameEndingWith("Topology")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.kafka..", "org.apache.flink.connector.kafka..");

  /** What the same journal must always decide in the same way. */
  private static final String[] DECISION_PATH = {
    "io.alphaflow.common.money..",
    "io.alphaflow.common.model..",
    "io.alphaflow.common.state..",
    "io.alphaflow.common.ledger..",
    "io.alphaflow.common.identity..",
    // Without its test kit, which makes up markets.
    "io.alphaflow.strategy",
    "io.alphaflow.strategy.host..",
    INDICATOR,
    PARAMETER,
    STRATEGIES,
    SIGNALS,
    RISK,
    PNL,
    "io.alphaflow.common.bar..",
    "io.alphaflow.common.book..",
    "io.alphaflow.ingest.bar..",
    "io.alphaflow.ingest.instrument..",
    "io.alphaflow.ingest.mark..",
    "io.alphaflow.ingest.validation.."
  };

  @ArchTest
  static final ArchRule NO_CLOCK_ON_THE_DECISION_PATH =
      noClasses()
          .that()
          .resideInAnyPackage(DECISION_PATH)
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(LocalDate.class, "now")
          .orShould()
          .callMethod(LocalDateTime.class, "now")
          .orShould()
          .callMethod(ZonedDateTime.class, "now")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Clock.class);

  @ArchTest
  static final ArchRule NO_CHANCE_ON_THE_DECISION_PATH =
      noClasses()
          .that()
          .resideInAnyPackage(DECISION_PATH)
          .should()
          .dependOnClassesThat()
          .areAssignableTo(Random.class)
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(ThreadLocalRandom.class, SecureRandom.class)
          .orShould()
          .callMethod(UUID.class, "randomUUID")
          .orShould()
          .callMethod(Math.class, "random");
}
