package io.alphaflow.cli.keys;

import io.alphaflow.cli.OperatorKeys;
import io.alphaflow.cli.UserError;
import io.alphaflow.common.config.OperatorOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The private keys in some folders. */
final class KeyFiles {

  private final SortedMap<Path, PrivateKey> keys = new TreeMap<>();

  private KeyFiles() {}

  /** Those in the files {@code *.pem}; what is no Ed25519 key is passed over. */
  static KeyFiles in(List<Path> folders) throws IOException {
    KeyFiles files = new KeyFiles();
    for (Path folder : folders) {
      if (Files.isDirectory(folder)) {
        try (Stream<Path> entries = Files.list(folder)) {
          for (Path file : entries.filter(f -> f.toString().endsWith(".pem")).toList()) {
            files.add(file);
          }
        }
      }
    }
    return files;
  }

  private void add(Path file) throws IOException {
    try {
      keys.put(file, OperatorKeys.readPrivate(file));
    } catch (UserError e) {
      // Some other kind of key.
      return;
    }
  }

  /** The files whose key is the other half of a public one. */
  List<Path> of(String publicKey) {
    List<Path> matching = new ArrayList<>();
    keys.forEach(
        (file, key) -> {
          if (OperatorKeys.isPairOf(key, publicKey)) {
            matching.add(file);
          }
        });
    return matching;
  }

  /** The files whose key is that of none of the persons. */
  List<Path> ofNobody(List<OperatorOptions> operators) {
    List<Path> left = new ArrayList<>(keys.keySet());
    operators.forEach(o -> left.removeAll(of(o.publicKey())));
    return left;
  }
}
