package dev.understudy.lab;

import dev.understudy.notebook.PortTakenException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Ports on the loopback address. */
final class Ports {
  private Ports() {}

  /**
   * The wanted port, or a free one for 0. Asked before anything slow is begun, so that nobody waits
   * in vain.
   *
   * @throws PortTakenException when another program listens there
   */
  static int choose(int wanted) {
    try (ServerSocket socket = new ServerSocket(wanted, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    } catch (IOException taken) {
      throw new PortTakenException(wanted, taken);
    }
  }
}
