package io.alphaflow.cli.jobs;

import io.alphaflow.cli.UserError;
import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.json.JsonCodec;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was submitted and which savepoints were taken, a line of JSON each, and every jar that was
 * submitted, by its hash: what a rollback needs. In {@code .alphaflow/cluster}, for clusters
 * elsewhere too.
 */
public final class Catalogue {

  /** What the cluster of this machine is called. */
  static final String THIS_MACHINE = "this machine";

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

  /**
   * Forgets what is known of this machine's cluster, for one that begins anew, and jars that no
   * other cluster ran.
   */
  public void forgetThisMachine() throws IOException {
    List<Savepoint> savepoints =
        lines(savepointsFile(), SAVEPOINTS).stream()
            .filter(s -> !s.flink().equals(THIS_MACHINE))
            .toList();
    List<Deployment> deployments =
        lines(deploymentsFile(), DEPLOYMENTS).stream()
            .filter(d -> !d.flink().equals(THIS_MACHINE))
            .toList();
    write(savepointsFile(), savepoints, SAVEPOINTS);
    write(deploymentsFile(), deployments, DEPLOYMENTS);
    Set<Path> named =
        Stream.concat(
                savepoints.stream().map(Savepoint::jar), deployments.stream().map(Deployment::jar))
            .map(this::jarFile)
            .collect(Collectors.toSet());
    if (Files.isDirectory(jars())) {
      try (Stream<Path> kept = Files.list(jars())) {
        for (Path jar : kept.filter(file -> !named.contains(file)).toList()) {
          Files.delete(jar);
        }
      }
    }
  }

  /** In one step: half a catalogue would lose savepoints. */
  private static <T> void write(Path file, List<T> all, JsonCodec<T> codec) throws IOException {
    Path half = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(half);
    if (all.isEmpty()) {
      Files.deleteIfExists(file);
      return;
    }
    for (T one : all) {
      append(half, codec.encode(one));
    }
    Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
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

  /** When the newest savepoint of a job was complete, on this machine's cluster or another. */
  public Optional<Instant> lastSavepoint(boolean thisMachine, String url, DeskJob job)
      throws IOException {
    return savepoints(thisMachine ? THIS_MACHINE : url, job).stream()
        .map(savepoint -> Instant.parse(savepoint.time()))
        .max(Comparator.naturalOrder());
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
