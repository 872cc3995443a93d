package io.alphaflow.cli.jobs;

import io.alphaflow.cli.UserError;
import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.json.JsonCodec;
import io.alphaflow.runtime.Folders;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What was submitted and which savepoints were taken, a line of JSON each, and every jar that was
 * submitted, by its hash: what a rollback needs. In {@code .alphaflow/cluster}, for clusters
 * elsewhere too.
 */
public final class Catalogue {

  private static final int HASH_DIGITS = 16;
  private static final JsonCodec<Savepoint> SAVEPOINTS = new JsonCodec<>(Savepoint.class);
  private static final JsonCodec<Deployment> DEPLOYMENTS = new JsonCodec<>(Deployment.class);

  private final Path folder;

  /** That in a folder. */
  public Catalogue(Path folder) {
    this.folder = folder;
  }

  private Path savepointsFile() {
    return folder.resolve("savepoints.jsonl");
  }

  private Path deploymentsFile() {
    return folder.resolve("deployments.jsonl");
  }

  private Path jars() {
    return folder.resolve("jars");
  }

  /** Forgets everything: for a cluster that begins anew. */
  public void clear() throws IOException {
    Files.deleteIfExists(savepointsFile());
    Files.deleteIfExists(deploymentsFile());
    Folders.delete(jars());
  }

  void add(Savepoint savepoint) throws IOException {
    append(savepointsFile(), SAVEPOINTS.encode(savepoint));
  }

  void add(Deployment deployment) throws IOException {
    append(deploymentsFile(), DEPLOYMENTS.encode(deployment));
  }

  /** Savepoints of a job on a cluster, the oldest first. */
  public List<Savepoint> savepoints(String flink, DeskJob job) throws IOException {
    return lines(savepointsFile(), SAVEPOINTS).stream()
        .filter(s -> s.flink().equals(flink) && s.job().equals(job.label()))
        .toList();
  }

  /** Runs of a job on a cluster, the oldest first. */
  public List<Deployment> deployments(String flink, DeskJob job) throws IOException {
    return lines(deploymentsFile(), DEPLOYMENTS).stream()
        .filter(d -> d.flink().equals(flink) && d.job().equals(job.label()))
        .toList();
  }

  /** What is known of a run. */
  Optional<Deployment> deployment(String flink, DeskJob job, String jobId) throws IOException {
    return deployments(flink, job).stream().filter(d -> d.jobId().equals(jobId)).findFirst();
  }

  /**
   * Keeps a jar.
   *
   * @return its hash, by which it is found again
   */
  String keep(Path jar) throws IOException {
    if (!Files.isReadable(jar)) {
      throw new UserError("there is no jar " + jar + " to read");
    }
    String hash = hash(jar);
    Path kept = jarFile(hash);
    if (!Files.exists(kept)) {
      Files.createDirectories(jars());
      Path half = jars().resolve(hash + ".new");
      Files.copy(jar, half, StandardCopyOption.REPLACE_EXISTING);
      Files.move(half, kept, StandardCopyOption.ATOMIC_MOVE);
    }
    return hash;
  }

  /**
   * A jar that was kept.
   *
   * @throws UserError when it is not there any more
   */
  Path jar(String hash) {
    Path kept = jarFile(hash);
    if (!Files.exists(kept)) {
      throw new UserError("the jar " + hash + " is not in " + jars() + " any more");
    }
    return kept;
  }

  private Path jarFile(String hash) {
    return jars().resolve("alphaflow-jobs-" + hash + ".jar");
  }

  /** The first 16 hexadecimal digits of a file's SHA-256. */
  static String hash(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 16];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
      return HexFormat.of().formatHex(digest.digest()).substring(0, HASH_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static void append(Path file, byte[] line) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        new String(line, StandardCharsets.UTF_8) + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private static <T> List<T> lines(Path file, JsonCodec<T> codec) throws IOException {
    List<T> all = new ArrayList<>();
    if (!Files.exists(file)) {
      return all;
    }
    for (String line : Files.readAllLines(file)) {
      try {
        all.add(codec.decode(line.getBytes(StandardCharsets.UTF_8)));
      } catch (CodecException e) {
        throw new UncheckedIOException(new IOException(file + ": " + e.getMessage(), e));
      }
    }
    return all;
  }
}
