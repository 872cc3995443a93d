package io.alphaflow.archive.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.archive.Samples;
import io.alphaflow.archive.audit.Fault.Kind;
import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.topic.Topics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is done to a chain of ten decisions, whose record n stands at offset 10 n. */
class ChainCheckTest {

  private static final Chain CHAIN = new Chain("main", "decisions", 0);

  private final EvidenceReader reader = new EvidenceReader();
  private final Heads heads = new Heads();
  private final List<AuditRow> rows = chain(10, 0);

  private List<AuditRow> chain(int number, int from) {
    List<AuditRow> chain = new ArrayList<>();
    ChainState state = new ChainState();
    for (int i = 1; i <= number; i++) {
      chain.add(state.append(evidence(i + from, 10L * i)).orElseThrow());
    }
    return chain;
  }

  private Evidence evidence(int decision, long offset) {
    RawRecord raw = AuditLog.record(Topics.DECISIONS, 0, offset, Samples.decision(decision, true));
    return reader.read(raw).orElseThrow();
  }

  private static StoredRow stored(AuditRow row) {
    Evidence e = row.evidence();
    return new StoredRow(
        e.chain(),
        e.offset(),
        row.position(),
        e.time(),
        e.kind().name(),
        e.identity(),
        e.content(),
        row.previousHash(),
        row.hash());
  }

  /** The n-th row with another record and the hash that it had. */
  private AuditRow altered(int n) {
    AuditRow row = rows.get(n - 1);
    return new AuditRow(
        evidence(900 + n, row.evidence().offset()), row.position(), row.previousHash(), row.hash());
  }

  /** The same with the hash that it should have. */
  private AuditRow forged(int n) {
    AuditRow row = rows.get(n - 1);
    return AuditRow.of(
        evidence(900 + n, row.evidence().offset()), row.position(), row.previousHash());
  }

  /** Everything from the n-th row on made anew, the n-th with another record. */
  private void rewriteFrom(int n) {
    byte[] before = rows.get(n - 1).previousHash();
    for (int i = n; i <= rows.size(); i++) {
      Evidence evidence = i == n ? altered(n).evidence() : rows.get(i - 1).evidence();
      AuditRow row = AuditRow.of(evidence, i, before);
      rows.set(i - 1, row);
      before = row.hash();
    }
  }

  private Optional<Fault> check() {
    List<AuditRow> inOrder = new ArrayList<>(rows);
    inOrder.sort(Comparator.comparingLong(r -> r.evidence().offset()));
    ChainCheck check = new ChainCheck(CHAIN, heads, 0, AuditRow.genesis());
    inOrder.forEach(row -> check.accept(stored(row)));
    return check.finish(true);
  }

  private void assertFault(Kind kind, long position, String... words) {
    Optional<Fault> found = check();
    assertThat(found).isPresent();
    assertThat(found.get().kind()).isEqualTo(kind);
    assertThat(found.get().position()).as(found.get().toString()).isEqualTo(position);
    assertThat(found.get().sentence()).contains(words);
  }

  private void tellHead(int n) {
    heads.add(rows.get(n - 1).head());
  }

  @Test
  void findsNothingWhereNothingIsWrong() {
    tellHead(4);
    tellHead(10);
    assertThat(check()).isEmpty();
  }

  @Test
  void namesTheRowWhoseRecordWasAltered() {
    rows.set(3, altered(4));
    assertFault(Kind.ALTERED, 4, "DECISION main/904 at offset 40", "its content gives the hash");
  }

  @Test
  void namesTheAlteredRowThoughItsHashWasMadeAnew() {
    rows.set(3, forged(4));
    assertFault(Kind.ALTERED, 4, "DECISION main/904 at offset 40", "the row behind it says");
  }

  @Test
  void namesItAlsoWhenAHeadWasToldOfIt() {
    tellHead(4);
    rows.set(3, forged(4));
    assertFault(Kind.ALTERED, 4, "DECISION main/904 at offset 40");
  }

  @Test
  void namesTheLastRowWhenItIsAltered() {
    rows.set(9, altered(10));
    assertFault(Kind.ALTERED, 10, "offset 100");
  }

  @Test
  void namesTheMissingRow() {
    rows.remove(3);
    assertFault(
        Kind.MISSING, 4, "it is missing: behind row 3 is row 5, DECISION main/5 at offset 50");
  }

  @Test
  void namesSeveralMissingRows() {
    rows.subList(3, 6).clear();
    assertFault(Kind.MISSING, 4, "it and all up to row 6 are missing: behind row 3 is row 7");
  }

  @Test
  void namesTheMissingBeginning() {
    rows.subList(0, 2).clear();
    assertFault(
        Kind.MISSING, 1, "it and all up to row 2 are missing: the first that is there is row 3");
  }

  @Test
  void missingEndIsFoundByAHeadOnly() {
    tellHead(7);
    tellHead(10);
    rows.subList(8, 10).clear();
    assertFault(Kind.MISSING, 9, "the chain ends with row 8", "row 10 was told (offset 100");
  }

  @Test
  void namesTheInsertedRowWhicheverHashItCarries() {
    AuditRow forged = AuditRow.of(evidence(77, 43), 5, rows.get(3).hash());
    rows.add(forged);
    assertFault(Kind.INSERTED, 5, "DECISION main/77 at offset 43", "it does not belong there");
    rows.set(10, new AuditRow(forged.evidence(), 5, forged.previousHash(), new byte[32]));
    assertFault(Kind.INSERTED, 5, "DECISION main/77 at offset 43", "it does not belong there");
    rows.set(10, AuditRow.of(forged.evidence(), 5, rows.get(2).hash()));
    assertFault(Kind.INSERTED, 5, "DECISION main/77 at offset 43", "it does not belong there");
  }

  @Test
  void namesTheFirstOfSeveralInsertedRows() {
    AuditRow first = AuditRow.of(evidence(77, 43), 5, rows.get(3).hash());
    rows.add(first);
    rows.add(AuditRow.of(evidence(78, 44), 6, first.hash()));
    assertFault(
        Kind.INSERTED, 5, "DECISION main/77 at offset 43", "main/5 at offset 50 follows row 4");
  }

  @Test
  void namesTheFirstOfTwoSwappedRecords() {
    AuditRow third = rows.get(2);
    AuditRow sixth = rows.get(5);
    rows.set(
        2, new AuditRow(evidence(6, 30), third.position(), third.previousHash(), third.hash()));
    rows.set(
        5, new AuditRow(evidence(3, 60), sixth.position(), sixth.previousHash(), sixth.hash()));
    assertFault(Kind.ALTERED, 3, "DECISION main/6 at offset 30");
  }

  @Test
  void rewrittenChainIsFoundByAHeadOnly() {
    tellHead(4);
    tellHead(8);
    rewriteFrom(6);
    assertFault(Kind.REWRITTEN, 5, "from one of the rows 5 to 8 on", "the hash of row 8 was told");
  }

  @Test
  void rewrittenChainWithoutAHeadBehindItIsNotFound() {
    tellHead(4);
    rewriteFrom(6);
    assertThat(check()).isEmpty();
  }

  @Test
  void otherValuesInColumnsBesideTheRecordAreFound() {
    StoredRow row = stored(rows.get(0));
    StoredRow later =
        new StoredRow(
            row.chain(),
            row.offset(),
            row.position(),
            row.time() + 1,
            row.kind(),
            row.identity(),
            row.content(),
            row.previousHash(),
            row.hash());
    ChainCheck check = new ChainCheck(CHAIN, heads, 0, AuditRow.genesis());
    check.accept(later);
    assertThat(check.finish(true).orElseThrow().sentence()).contains("column time is");
  }

  @Test
  void saysThatAChainBeginsAnew() {
    List<AuditRow> second = new ArrayList<>();
    ChainState state = new ChainState();
    for (int i = 11; i <= 14; i++) {
      second.add(state.append(evidence(i, 10L * i)).orElseThrow());
    }
    rows.addAll(second);
    assertFault(Kind.RESTARTED, 10, "begins anew with DECISION main/11 at offset 110");
  }

  @Test
  void headsThatContradictEachOtherAreAFault() {
    tellHead(4);
    rewriteFrom(2);
    tellHead(4);
    assertThat(heads.faults()).singleElement().extracting(Fault::kind).isEqualTo(Kind.HEADS_DIFFER);
  }

  @Test
  void goesOnBehindARow() {
    ChainCheck check = new ChainCheck(CHAIN, heads, 6, rows.get(5).hash());
    rows.subList(6, 10).forEach(row -> check.accept(stored(row)));
    assertThat(check.finish(true)).isEmpty();
    assertThat(check.last().orElseThrow().position()).isEqualTo(10);
  }

  /** One random change of a chain whose end is told always leads to a fault at that place. */
  @Test
  void everySingleChangeIsFound() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int run = 0; run < 300; run++) {
      rows.clear();
      rows.addAll(chain(30, run));
      Heads told = new Heads();
      told.add(rows.get(29).head());
      int n = 1 + random.nextInt(30);
      List<StoredRow> stored = new ArrayList<>(rows.stream().map(ChainCheckTest::stored).toList());
      int change = random.nextInt(4);
      switch (change) {
        case 0 -> stored.set(n - 1, flip(stored.get(n - 1), random));
        case 1 -> stored.remove(n - 1);
        case 2 -> stored.set(n - 1, stored(forged(n)));
        default -> Collections.swap(stored, n - 1, n == 1 ? 1 : n - 2);
      }
      ChainCheck check = new ChainCheck(CHAIN, told, 0, AuditRow.genesis());
      stored.forEach(check::accept);
      Optional<Fault> fault = check.finish(true);
      String what = "seed " + seed + " run " + run + " change " + change + " of row " + n;
      assertThat(fault).as(what).isPresent();
      long from = change == 2 && n == 30 || change == 3 ? 1 : n;
      assertThat(fault.get().position()).as(what + ": " + fault.get()).isBetween(from, n + 1L);
    }
  }

  private static StoredRow flip(StoredRow row, Random random) {
    byte[] content = row.content().clone();
    content[random.nextInt(content.length)] ^= (byte) (1 + random.nextInt(255));
    assertThat(Arrays.equals(content, row.content())).isFalse();
    return new StoredRow(
        row.chain(),
        row.offset(),
        row.position(),
        row.time(),
        row.kind(),
        row.identity(),
        content,
        row.previousHash(),
        row.hash());
  }
}
