package io.alphaflow.cli.audit;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.alphaflow.archive.audit.AuditResult.ChainResult;
import io.alphaflow.common.identity.Sha256;
import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.model.AuditHead;
import io.alphaflow.common.topic.Topics;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the evidence of a day: a CSV file for each table, the page, the heads of the chains, and a
 * manifest with the SHA-256 of each file, as {@code sha256sum -c} reads it.
 */
final class EvidenceFiles {

  private static final String MANIFEST = "manifest.txt";

  private final Path folder;
  private final StringBuilder manifest = new StringBuilder();
  private final List<Path> files = new ArrayList<>();

  private EvidenceFiles(Path folder) {
    this.folder = folder;
  }

  /**
   * Writes all files; older ones of the same names are replaced.
   *
   * @param written when, for people
   * @return what was written
   */
  static EvidenceFiles write(
      DayEvidence evidence, List<EvidenceTable> tables, String written, Path folder)
      throws IOException {
    Files.createDirectories(folder);
    EvidenceFiles files = new EvidenceFiles(folder);
    for (EvidenceTable table : tables) {
      files.add(table.name() + ".csv", csv(table));
    }
    files.add("heads.jsonl", heads(evidence));
    files.add("index.html", EvidencePage.of(evidence, tables, written));
    files.put(MANIFEST, files.manifest.toString().getBytes(StandardCharsets.UTF_8));
    // Of an older export with a key: it is not of these files.
    Files.deleteIfExists(folder.resolve(MANIFEST + ".sig"));
    return files;
  }

  private static String csv(EvidenceTable table) throws IOException {
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().build(text)) {
      csv.writeRecord(table.head());
      table.rows().forEach(csv::writeRecord);
    }
    return text.toString();
  }

  private static String heads(DayEvidence evidence) {
    RecordCodec<AuditHead> codec = Topics.AUDIT.codec();
    StringBuilder text = new StringBuilder();
    for (ChainResult chain : evidence.check().result().chains()) {
      chain
          .head()
          .ifPresent(
              head ->
                  text.append(new String(codec.encode(head), StandardCharsets.UTF_8)).append('\n'));
    }
    return text.toString();
  }

  private void add(String name, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    manifest.append(Sha256.hex(bytes)).append("  ").append(name).append('\n');
    put(name, bytes);
  }

  private void put(String name, byte[] bytes) throws IOException {
    Path file = folder.resolve(name);
    Files.write(file, bytes);
    files.add(file);
  }

  /**
   * Signs the manifest, and so all files, with a person's Ed25519 key: {@code manifest.txt.sig}.
   */
  void sign(PrivateKey key) throws IOException {
    try {
      Signature signer = Signature.getInstance("Ed25519");
      signer.initSign(key);
      signer.update(manifest.toString().getBytes(StandardCharsets.UTF_8));
      put(MANIFEST + ".sig", signer.sign());
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot sign with this key: " + e.getMessage(), e);
    }
  }

  /** What was written. */
  List<Path> files() {
    return List.copyOf(files);
  }
}
