package io.alphaflow.cli.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.cli.CommandRun;
import io.alphaflow.common.command.CommandSignature;
import io.alphaflow.common.config.OperatorOptions;
import io.alphaflow.common.model.CommandAction;
import io.alphaflow.common.model.OperatorCommand;
import io.alphaflow.risk.RiskOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two persons and the gate, on real logs. */
@Timeout(120)
class OverrideIT {

  @TempDir Path work;
  private RiskDesk desk;
  private Path request;

  @BeforeEach
  void start() throws Exception {
    desk = RiskDesk.start(work);
    desk.reach(RiskDesk.NOON);
    request = work.resolve("request.json");
  }

  @AfterEach
  void stop() {
    desk.close();
  }

  @Test
  void oneAsksAndTheOtherApproves() throws Exception {
    CommandRun asked = override("bob", "carol", "--out", request.toString());
    assertThat(asked.code()).as(asked.text()).isZero();
    assertThat(asked.out())
        .contains("OVERRIDE for account main")
        .contains("without   MAX_ORDER_VALUE: The value of one order stays within the limit.")
        .contains("until     2026-01-31T13:00:00Z")
        .contains("Nothing was sent yet. carol approves it with");
    assertThat(desk.commands()).isEmpty();

    CommandRun shown = desk.run(new OverrideCommand(), "carol", "approve", request + "", "--show");
    assertThat(shown.code()).as(shown.text()).isZero();
    assertThat(shown.out()).contains("reason    quarter end").contains("by        bob");
    assertThat(desk.commands()).isEmpty();

    try (RunningGate gate = RunningGate.of(desk)) {
      CommandRun approved = desk.run(new OverrideCommand(), "carol", "approve", request + "");
      assertThat(approved.code()).as(approved.text()).isZero();
      assertThat(approved.out()).contains("reason    quarter end").contains("COMMAND_OBEYED");
    }
    assertSentOnceByBoth();
  }

  @Test
  void bothKeysCanBeHere() throws Exception {
    CommandRun run =
        override("bob", "carol", "--approver-key", desk.key("carol").toString(), "--wait", "0");
    assertThat(run.code()).as(run.text()).isZero();
    assertSentOnceByBoth();
  }

  private void assertSentOnceByBoth() throws Exception {
    List<OperatorCommand> commands = List.copyOf(desk.commands().values());
    assertThat(commands).hasSize(1);
    OperatorCommand command = commands.get(0);
    assertThat(command.action()).isEqualTo(CommandAction.OVERRIDE);
    assertThat(command.codes()).containsExactly("MAX_ORDER_VALUE");
    assertThat(command.until()).isEqualTo(RiskDesk.NOON + 3_600_000_000L);
    assertThat(CommandSignature.verify(command, publicKey("bob"))).isTrue();
    assertThat(CommandSignature.verifyApproval(command, publicKey("carol"))).isTrue();
  }

  @Test
  void onePersonIsNotTwo() throws Exception {
    assertThat(override("bob", "bob", "--approver-key", desk.key("bob").toString()).err())
        .contains("needs two persons, and both are bob");
    assertThat(override("bob", "carol", "--approver-key", desk.key("bob").toString()).err())
        .contains("is not the key of carol");
    assertThat(override("bob", "eve", "--out", request.toString()).err())
        .contains("\"eve\" is not among the operators");
    String carols = key("carol");
    Files.writeString(
        desk.configFile(), Files.readString(desk.configFile()).replace(carols, key("bob")));
    assertThat(override("bob", "carol", "--out", request.toString()).err())
        .contains("bob and carol have the same key");
    assertThat(request).doesNotExist();
    assertThat(desk.commands()).isEmpty();
  }

  @Test
  void onlyTheNamedPersonApprovesAndOnlyWhatWasAsked() throws Exception {
    assertThat(override("bob", "carol", "--out", request.toString()).code()).isZero();
    assertThat(desk.run(new OverrideCommand(), "ann", "approve", request + "").err())
        .contains("bob asks for the approval of carol, not of ann");
    String text = Files.readString(request);
    Files.writeString(request, text.replace("MAX_ORDER_VALUE", "MAX_POSITION"));
    assertThat(desk.run(new OverrideCommand(), "carol", "approve", request + "").err())
        .contains("the signature is not bob's, or the request was altered");
    Files.writeString(request, text);
    desk.reach(RiskDesk.NOON + 3_600_000_000L);
    assertThat(desk.run(new OverrideCommand(), "carol", "approve", request + "").err())
        .contains("it would have ended at 2026-01-31T13:00:00Z");
    assertThat(override("bob", "carol", "--out", request.toString()).err())
        .contains("request.json exists already, and stays");
    assertThat(desk.commands()).isEmpty();
  }

  @Test
  void bothMustBeAllowedToBeforeARequestIsWritten() {
    assertThat(override("ann", "carol", "--out", request.toString()).err())
        .contains("ann has the role TRADER; OVERRIDE needs RISK");
    assertThat(override("bob", "vic", "--out", request.toString()).err())
        .contains("vic has the role VIEWER; OVERRIDE needs RISK");
    assertThat(request).doesNotExist();
  }

  @Test
  void anOverrideEndsWithin24Hours() throws Exception {
    CommandRun run =
        desk.run(
            new OverrideCommand(),
            "bob",
            "MAX_LUCK",
            "--until",
            "25h",
            "--reason",
            "x",
            "--approver",
            "carol",
            "--out",
            request.toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .contains("--until: \"25h\" is not accepted; expected at most 24 h")
        .contains("code: \"MAX_LUCK\" is not accepted");
  }

  private CommandRun override(String person, String approver, String... rest) {
    List<String> all =
        new ArrayList<>(List.of("max-order-value", "--account", "main", "--until", "1h"));
    all.addAll(List.of("--reason", "quarter end", "--approver", approver));
    all.addAll(List.of(rest));
    return desk.run(new OverrideCommand(), person, all.toArray(String[]::new));
  }

  private String key(String person) {
    return RiskOptions.read(desk.config()).operators().stream()
        .filter(o -> o.person().equals(person))
        .map(OperatorOptions::publicKey)
        .findFirst()
        .orElseThrow();
  }

  private PublicKey publicKey(String person) {
    return CommandSignature.publicKey(key(person));
  }
}
