package io.alphaflow.cli.verify;

import io.alphaflow.cli.DeskFolder;
import io.alphaflow.cli.UserError;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.runtime.KafkaBroker;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;

/** The logs of the desk that runs here, or, when it has ended, of the files it left. */
final class RecordedDesk implements AutoCloseable {

  private final DeskConfig config;
  private final KafkaBroker broker;

  private RecordedDesk(DeskConfig config, KafkaBroker broker) {
    this.config = config;
    this.broker = broker;
  }

  static RecordedDesk open(DeskFolder folder) throws IOException {
    DeskConfig config = folder.config();
    String address = config.kafka().bootstrapServers();
    int colon = address.lastIndexOf(':');
    int port = Integer.parseInt(address.substring(colon + 1));
    if (answers(address.substring(0, colon), port)) {
      return new RecordedDesk(config, null);
    }
    if (!Files.isDirectory(folder.kafka())) {
      throw new UserError("the last desk left no logs in " + folder.kafka());
    }
    return new RecordedDesk(config, KafkaBroker.start(folder.kafka(), port));
  }

  private static boolean answers(String host, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), 500);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  DeskConfig config() {
    return config;
  }

  @Override
  public void close() {
    if (broker != null) {
      broker.close();
    }
  }
}
