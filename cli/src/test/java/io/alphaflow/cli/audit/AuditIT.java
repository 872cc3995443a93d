package io.alphaflow.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alphaflow.cli.CommandRun;
import io.alphaflow.common.command.CommandSignature;
import io.alphaflow.common.identity.Sha256;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Signature;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class AuditIT {

  @TempDir static Path work;

  private static AuditDesk desk;

  @TempDir Path out;

  @BeforeAll
  static void start() throws Exception {
    desk = AuditDesk.start(work);
    desk.tamper(
        "CREATE TABLE audit_then AS TABLE audit; CREATE TABLE decisions_then AS TABLE decisions");
  }

  @AfterAll
  static void stop() {
    desk.close();
  }

  @BeforeEach
  void restore() throws Exception {
    desk.tamper(
        "TRUNCATE audit, decisions; INSERT INTO audit TABLE audit_then;"
            + " INSERT INTO decisions TABLE decisions_then");
  }

  private static CommandRun verify(String... arguments) {
    return desk.run(new VerifyAudit(), arguments);
  }

  private CommandRun export(String... arguments) {
    return desk.run(
        new ExportAudit(), concat(arguments, "--day", AuditDay.DATE, "--out", out.toString()));
  }

  private static String[] concat(String[] first, String... more) {
    String[] all = java.util.Arrays.copyOf(first, first.length + more.length);
    System.arraycopy(more, 0, all, first.length, more.length);
    return all;
  }

  private List<String> lines(String file) throws Exception {
    return Files.readAllLines(out.resolve(file));
  }

  /** All hashes made anew from row 5 of the decisions on, the tables as well. */
  private static void rewrite() throws Exception {
    desk.tamper(
        """
        UPDATE decisions SET strategy = 'trane' WHERE sequence = 5;
        UPDATE audit SET record = convert_to(replace(convert_from(record, 'UTF8'), '"trend"', '"trane"'),
          'UTF8') WHERE log = 'decisions' AND position = 5;
        DO $$
        DECLARE
          r record;
          before bytea;
        BEGIN
          SELECT previous_hash INTO before FROM audit WHERE log = 'decisions' AND position = 5;
          FOR r IN SELECT * FROM audit WHERE log = 'decisions' AND position >= 5 ORDER BY position LOOP
            UPDATE audit SET previous_hash = before,
              hash = sha256(before || sha256(r.record) || convert_to(concat_ws(E'\\n', r.log,
                r.partition_number, r.offset_number, r.position, r.account), 'UTF8'))
            WHERE log = 'decisions' AND position = r.position RETURNING hash INTO before;
          END LOOP;
        END
        $$
        """);
  }

  @Test
  void untouchedAuditIsWhole() throws Exception {
    CommandRun run = verify("--against-logs", "--json");
    assertThat(run.code()).as(run.text()).isZero();
    JsonNode found = new ObjectMapper().readTree(run.out());
    assertThat(found.get("whole").asBoolean()).isTrue();
    assertThat(found.get("rows").asLong()).isEqualTo(AuditDay.AUDITED);
    assertThat(found.get("comparedWithLogs").asLong()).isEqualTo(AuditDay.AUDITED);
    assertThat(found.get("heads").asLong()).isPositive();
    assertThat(found.get("chains")).hasSize(4);
    found
        .get("chains")
        .forEach(c -> assertThat(c.get("headsUpTo").asLong()).isEqualTo(c.get("last").asLong()));
  }

  @Test
  void namesAnAlteredRow() throws Exception {
    desk.tamper("UPDATE audit SET record = record || ' '::bytea WHERE identity = 'main/3'");
    CommandRun run = verify();
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .contains("NOT WHOLE: 1 fault")
        .contains("ALTERED: account main, decisions-")
        .contains(", row 3: DECISION main/3 at offset 2");
  }

  @Test
  void chainMadeAnewIsFoundByTheHeadsAndNamedByTheLog() throws Exception {
    rewrite();
    CommandRun run = verify();
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("REWRITTEN: account main, decisions-", "written anew");
    assertThat(verify("--without-logs").code()).as("nothing but the chain itself").isZero();
    assertThat(verify("--against-logs").out())
        .contains("ALTERED: account main, decisions-")
        .contains(", row 5: DECISION main/5 at offset 4: the log has another record there");
  }

  @Test
  void cutOffEndIsFoundByTheHeadsOfAnExport() throws Exception {
    assertThat(export().code()).isZero();
    desk.tamper(
        "DELETE FROM audit WHERE identity IN ('main/7', 'main/8');"
            + " DELETE FROM decisions WHERE sequence > 6");
    assertThat(verify("--without-logs").code()).isZero();
    CommandRun run = verify("--without-logs", "--heads", out.resolve("heads.jsonl").toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .contains("MISSING: account main", "row 7: it is missing: the chain ends with row 6");
  }

  @Test
  void rowsThatTheLogDoesNotHaveOrHasMoreOfAreNamed() throws Exception {
    desk.tamper(
        "DELETE FROM audit WHERE identity = 'main/2';"
            + " INSERT INTO audit SELECT account, log, partition_number, 77, position, time, kind,"
            + " identity, record, previous_hash, hash FROM audit WHERE kind = 'COMMAND' AND account ="
            + " 'main' LIMIT 1");
    CommandRun run = verify("--against-logs");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .contains("main/2 at offset 1 of the log has no row")
        .contains("at offset 77: the log has no such record there");
  }

  @Test
  void saysWhatItCannotCheck() throws Exception {
    Path nowhere = out.resolve("nowhere.yaml");
    Files.writeString(
        nowhere,
        desk.yaml("10000")
            .replaceAll("jdbc:postgresql://[^\"]*", "jdbc:postgresql://127.0.0.1:1/x"));
    CommandRun run = desk.run(nowhere, new VerifyAudit());
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("the audit could not be checked: the database:");
    Files.writeString(
        nowhere,
        desk.yaml("10000")
            .replaceAll("bootstrapServers: \"[^\"]*", "bootstrapServers: \"127.0.0.1:1"));
    assertThat(desk.run(nowhere, new VerifyAudit()).err())
        .contains("no Kafka answers at 127.0.0.1:1");
    assertThat(desk.run(nowhere, new ExportAudit(), "--day", AuditDay.DATE).code()).isEqualTo(2);
    assertThat(verify("--from", "yesterday").code()).isEqualTo(2);
    desk.tamper("TRUNCATE audit");
    assertThat(verify("--without-logs").err()).contains("there is nothing to check");
  }

  @Test
  void exportsTheDay() throws Exception {
    CommandRun run = export("--key", desk.key("bob").toString());
    assertThat(run.code()).as(run.text()).isZero();
    assertThat(run.out())
        .contains("7 decisions of 2026-01-31, 4 commands")
        .contains("The audit is whole: 15 rows in 4 chains")
        .doesNotContain("run again");
    assertThat(lines("decisions.csv")).contains("main,trend,2,3,0,0");
    assertThat(lines("denials.csv"))
        .anyMatch(
            l -> l.startsWith("C1,MAX_ORDER_VALUE,main,trend,sim:BTC/USD,1,2026-01-31T12:05:00Z"))
        .anyMatch(l -> l.startsWith("C8,ORDER_VELOCITY,main,trend,sim:BTC/USD,2,"));
    assertThat(lines("nearest_approach.csv"))
        .anyMatch(
            l ->
                l.startsWith("C1,MAX_ORDER_VALUE,")
                    && l.contains(",3000 USD,")
                    && l.contains(",no,main,main/3,2026-01-31T12:07:00Z,"));
    // Five orders were looked at, two of them broke it; one was denied, one overridden.
    assertThat(lines("controls.csv"))
        .contains(
            "C1,Order value,MAX_ORDER_VALUE,The value of one order stays within the limit.,5,3,2,0,1,1");
    assertThat(lines("limits.csv"))
        .anyMatch(l -> l.startsWith("C1,maxOrderValue,10000,*,*,*,risk.limits.default,,1,,,"))
        .anyMatch(
            l ->
                l.startsWith(
                    "C1,maxOrderValue,3000,main,*,*,set by bob: quiet day,,2,2026-01-31T12:01:00Z,,"));
    assertThat(lines("overrides.csv"))
        .contains(
            "2026-01-31T12:05:00Z,bob,carol,MAX_ORDER_VALUE,main,*,*,2026-01-31T13:00:00Z,to"
                + " hedge,COMMAND_OBEYED,1");
    assertThat(lines("override_uses.csv"))
        .anyMatch(
            l ->
                l.startsWith("main/3,2026-01-31T12:07:00Z,trend,sim:BTC/USD,APPROVED,C1,")
                    && l.endsWith(",bob+carol"));
    assertThat(lines("commands.csv"))
        .hasSize(5)
        .anyMatch(l -> l.contains(",eve,,RESUME,") && l.contains(",COMMAND_REFUSED,"))
        .anyMatch(l -> l.contains(",ann,,HALT,") && l.matches(".*journal-0@\\d+ journal-1@\\d+$"));
    assertThat(lines("breaker_trips.csv")).anyMatch(l -> l.contains("order-velocity,main,"));
    assertThat(lines("alert_delays.csv"))
        .anyMatch(l -> l.matches("risk,COMMAND_OBEYED,INFO,\\d,0,\\d+,\\d+,0"));
    assertThat(lines("alerts.csv")).anyMatch(l -> l.contains("BREAKER_TRIPPED"));
    assertThat(lines("chains.csv")).hasSize(5);
    assertThat(lines("faults.csv")).hasSize(1);
  }

  @Test
  void pageNeedsNothingElseAndTheManifestIsSigned() throws Exception {
    assertThat(export("--key", desk.key("bob").toString()).code()).isZero();
    assertThat(Files.readString(out.resolve("index.html")))
        .contains("Evidence of 2026-01-31, desk test", "The audit is whole", "MAX_ORDER_VALUE")
        .contains("gives the same 7 decisions")
        .doesNotContain("src=", "http://", "https://", "@import");
    for (String line : lines("manifest.txt")) {
      String[] parts = line.split("  ");
      assertThat(Sha256.hex(Files.readAllBytes(out.resolve(parts[1])))).isEqualTo(parts[0]);
    }
    Signature signature = Signature.getInstance("Ed25519");
    signature.initVerify(
        CommandSignature.publicKey(Files.readString(desk.key("bob").resolveSibling("bob.pub"))));
    signature.update(Files.readAllBytes(out.resolve("manifest.txt")));
    assertThat(signature.verify(Files.readAllBytes(out.resolve("manifest.txt.sig")))).isTrue();
    // Without a key the old signature would be one of other files.
    assertThat(export().code()).isZero();
    assertThat(out.resolve("manifest.txt.sig")).doesNotExist();
  }

  @Test
  void saysThatAnotherConfigurationDecidesOtherwise() throws Exception {
    Path other = out.resolve("other.yaml");
    Files.writeString(other, desk.yaml("100"));
    CommandRun run =
        desk.run(other, new ExportAudit(), "--day", AuditDay.DATE, "--out", out.toString());
    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("run again with this configuration, gives 7 decisions; ");
    assertThat(Files.readString(out.resolve("index.html")))
        .contains("the configuration is not the one of that day");
  }

  @Test
  void faultsAreExportedAsWell() throws Exception {
    rewrite();
    CommandRun run = export();
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("NOT WHOLE: 2 faults");
    assertThat(lines("faults.csv")).hasSize(3);
    assertThat(Files.readString(out.resolve("index.html"))).contains("NOT WHOLE: 2 faults");
  }
}
