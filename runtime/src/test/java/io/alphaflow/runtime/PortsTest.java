package io.alphaflow.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PortsTest {

  @Test
  void aFreeRangeCanBeListenedOnAsAWhole() throws Exception {
    String[] ends = Ports.freeRange(4).split("-");
    int first = Integer.parseInt(ends[0]);
    assertThat(Integer.parseInt(ends[1])).isEqualTo(first + 3);
    List<ServerSocket> held = new ArrayList<>();
    for (int port = first; port < first + 4; port++) {
      held.add(new ServerSocket(port, 1, InetAddress.getByName(Ports.LOOPBACK)));
    }
    for (ServerSocket socket : held) {
      socket.close();
    }
    assertThat(held).hasSize(4);
  }
}
