package io.alphaflow.archive.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.archive.ArchiveDatabase;
import io.alphaflow.archive.audit.Fault.Kind;
import io.alphaflow.archive.table.RecordReader;
import io.alphaflow.archive.table.Row;
import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.runtime.DatabaseOptions.Preference;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a person with all rights in the database can do to it, and what is found of that. */
@Timeout(120)
class AuditVerifierIT {

  private static final int DECISIONS = 2_500;
  private static final int COMMANDS = 20;

  @TempDir static Path folder;

  private static ArchiveDatabase database;

  private final RecordReader tables = new RecordReader();
  private final EvidenceReader reader = new EvidenceReader();
  private final Map<Chain, ChainState> chains = new HashMap<>();
  private Heads heads;

  @BeforeAll
  static void start() throws Exception {
    // With hypertables where the machine can have them.
    database = ArchiveDatabase.migrated(folder, Preference.AUTO);
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @BeforeEach
  void fill() throws Exception {
    tamper("TRUNCATE audit; TRUNCATE decisions, commands, execution_reports, marks");
    heads = new Heads();
    List<RawRecord> log = new ArrayList<>(AuditLog.decisions(DECISIONS));
    log.addAll(AuditLog.journal(COMMANDS));
    write(log);
  }

  /** As the archive does. */
  private void write(List<RawRecord> log) throws Exception {
    Map<String, List<Row>> rows = new HashMap<>();
    for (RawRecord record : log) {
      tables.rows(record).forEach(r -> add(rows, r));
      reader
          .read(record)
          .flatMap(e -> chains.computeIfAbsent(e.chain(), c -> new ChainState()).append(e))
          .ifPresent(
              row -> {
                add(rows, RecordReader.row(row));
                if (row.position() % 500 == 0) {
                  heads.add(row.head());
                }
              });
    }
    try (Connection connection = database.connect()) {
      for (List<Row> each : rows.values()) {
        each.get(0).table().insert(connection, each);
      }
    }
  }

  private static void add(Map<String, List<Row>> rows, Row row) {
    rows.computeIfAbsent(row.table().name(), t -> new ArrayList<>()).add(row);
  }

  /** As the owner of the tables can. */
  private static void tamper(String sql) throws SQLException {
    database.run(
        "ALTER TABLE audit DISABLE TRIGGER USER; "
            + sql
            + "; ALTER TABLE audit ENABLE TRIGGER USER");
  }

  private AuditResult verify(AuditScope scope) throws Exception {
    return new AuditVerifier(database.source(), heads, 0, rows -> {}).verify(scope);
  }

  private void assertFault(Kind kind, long position, String... words) throws Exception {
    List<Fault> faults = verify(AuditScope.ALL).faults();
    assertThat(faults)
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.kind()).as(fault.toString()).isEqualTo(kind);
              assertThat(fault.position()).as(fault.toString()).isEqualTo(position);
              assertThat(fault.toString()).contains(words);
            });
  }

  private static String row(long position) {
    return " WHERE log = 'decisions' AND position = " + position;
  }

  @Test
  void untouchedAuditIsWhole() throws Exception {
    AuditResult result = verify(AuditScope.ALL);
    assertThat(result.faults()).isEmpty();
    assertThat(result.rows()).isEqualTo(DECISIONS + COMMANDS + 3);
    assertThat(result.chains())
        .extracting(c -> c.chain() + " " + c.rows() + " " + c.told())
        .containsExactly(
            "account main, decisions-0 2500 2500",
            "all accounts, journal-1 20 0",
            "account main, journal-1 3 0");
  }

  @Test
  void recordsThatAreWrittenAgainAreTheSameRows() throws Exception {
    chains.clear();
    write(AuditLog.decisions(DECISIONS));
    assertThat(verify(AuditScope.ALL).rows()).isEqualTo(DECISIONS + COMMANDS + 3);
    assertThat(verify(AuditScope.ALL).faults()).isEmpty();
  }

  @Test
  void databaseRefusesToChangeRows() {
    for (String sql :
        List.of(
            "UPDATE audit SET identity = 'x'", "DELETE FROM audit WHERE false", "TRUNCATE audit")) {
      assertThatThrownBy(() -> database.run(sql)).hasMessageContaining("append-only");
    }
  }

  @Test
  void namesAnAlteredRow() throws Exception {
    tamper(
        "UPDATE audit SET record = convert_to(replace(convert_from(record, 'UTF8'), 'cross-1',"
            + " 'cross-2'), 'UTF8')"
            + row(1_234));
    assertFault(Kind.ALTERED, 1_234, "DECISION main/1234 at offset 1233", "account main");
  }

  @Test
  void namesADeletedRow() throws Exception {
    tamper("DELETE FROM audit" + row(1_234) + "; DELETE FROM decisions WHERE sequence = 1234");
    assertFault(Kind.MISSING, 1_234, "behind row 1233 is row 1235, DECISION main/1235");
  }

  @Test
  void namesAnInsertedRow() throws Exception {
    tamper(
        "INSERT INTO audit SELECT account, log, partition_number, 9999, position, time, kind,"
            + " identity, record, previous_hash, hash FROM audit"
            + row(1_234));
    assertFault(Kind.INSERTED, 1_234, "DECISION main/1234 at offset 9999");
  }

  @Test
  void namesTwoSwappedRows() throws Exception {
    tamper(
        "UPDATE audit a SET record = b.record, identity = b.identity, time = b.time FROM audit b"
            + " WHERE a.log = 'decisions' AND b.log = 'decisions' AND a.position IN (700, 900)"
            + " AND b.position = 1600 - a.position");
    assertFault(Kind.ALTERED, 700, "DECISION main/900 at offset 699");
  }

  @Test
  void cutOffEndIsFoundByTheHead() throws Exception {
    tamper(
        "DELETE FROM audit WHERE log = 'decisions' AND position > 2400;"
            + " DELETE FROM decisions WHERE sequence > 2400");
    assertFault(Kind.MISSING, 2_401, "the chain ends with row 2400", "row 2500 was told");
  }

  @Test
  void emptiedTableIsFoundByTheHead() throws Exception {
    tamper("TRUNCATE audit; TRUNCATE decisions, commands, execution_reports");
    assertFault(Kind.MISSING, 1, "the chain ends with row 0, outside of the database row 500");
  }

  @Test
  void chainMadeAnewFromARowOnIsFoundByTheHead() throws Exception {
    rewrite();
    assertFault(Kind.REWRITTEN, 1_001, "one of the rows 1001 to 1500", "row 1500");
  }

  /** Without heads, and with the tables that people ask made to fit, nothing would tell. */
  @Test
  void chainMadeAnewFromARowOnPassesWithoutHeads() throws Exception {
    rewrite();
    heads = new Heads();
    assertThat(verify(AuditScope.ALL).faults()).isEmpty();
  }

  /** Row 1234 with another strategy, and all hashes behind it in SQL as the documentation says. */
  private void rewrite() throws Exception {
    tamper(
        """
        UPDATE decisions SET strategy = 'cross-2' WHERE sequence = 1234;
        UPDATE audit SET record = convert_to(replace(convert_from(record, 'UTF8'), 'cross-1', 'cross-2'),
          'UTF8') WHERE log = 'decisions' AND position = 1234;
        DO $$
        DECLARE
          r record;
          before bytea;
        BEGIN
          SELECT previous_hash INTO before FROM audit WHERE log = 'decisions' AND position = 1234;
          FOR r IN SELECT * FROM audit WHERE log = 'decisions' AND position >= 1234 ORDER BY position LOOP
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
  void alteredRowOfATableIsFound() throws Exception {
    tamper("UPDATE decisions SET quantity = 15, inputs = '{}' WHERE sequence = 1234");
    assertFault(
        Kind.TABLE_ALTERED,
        0,
        "table decisions: main/1234 is not its record, which is row 1234 of the chain of account"
            + " main, decisions-0; other values are in: quantity, inputs");
  }

  @Test
  void deletedAndInsertedRowsOfTablesAreFound() throws Exception {
    tamper(
        "DELETE FROM execution_reports WHERE sequence = 2;"
            + " INSERT INTO commands (person, sequence, time, account, action, reason, signature)"
            + " SELECT 'eve', 1, time, account, action, reason, signature FROM commands LIMIT 1");
    assertThat(verify(AuditScope.ALL).faults())
        .extracting(Fault::toString)
        .satisfiesExactly(
            missing ->
                assertThat(missing)
                    .startsWith("TABLE_MISSING: table execution_reports: t-main-1/2 is not there"),
            inserted ->
                assertThat(inserted)
                    .startsWith("TABLE_INSERTED: table commands: eve/1 at 2013-11-25 21:34:00")
                    .endsWith("is in no audit chain"));
  }

  @Test
  void looksAtAPartOnly() throws Exception {
    tamper("UPDATE audit SET identity = 'x/1'" + row(1_234));
    // Decision n was made n microseconds after the start.
    long start = io.alphaflow.archive.Samples.START;
    assertThat(verify(new AuditScope("main", start + 1_235, start + 2_000)).faults()).isEmpty();
    AuditResult part = verify(new AuditScope("main", start + 1_200, start + 1_300));
    assertThat(part.chains())
        .extracting(c -> c.first() + " " + c.rows())
        .containsExactly("1200 100");
    assertThat(part.faults())
        .extracting(Fault::toString)
        .satisfiesExactly(
            altered ->
                assertThat(altered)
                    .contains("row 1234", "column identity is x/1, its record says main/1234"),
            table -> assertThat(table).contains("main/1234 at", "is in no audit chain"));
    assertThat(verify(new AuditScope("other", start, start + 9_000)).rows()).isEqualTo(COMMANDS);
  }
}
