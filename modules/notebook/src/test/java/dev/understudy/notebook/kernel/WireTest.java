package dev.understudy.notebook.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ.Socket;

class WireTest {
  /** What the receiver makes of a message that the sender has signed. */
  static Optional<Message> framesArrive(Wire sender, Wire receiver, Message message) {
    try (ZContext context = new ZContext()) {
      Socket in = context.createSocket(SocketType.PAIR);
      in.bind("inproc://wire");
      Socket out = context.createSocket(SocketType.PAIR);
      out.connect("inproc://wire");
      sender.send(out, message);
      return receiver.receive(in);
    }
  }

  @Test
  @DisplayName("A message that is not signed with our key is not heard")
  void forged() {
    Wire stranger = new Wire("another key");
    Message message = Message.unasked("x").reply("kernel_info_request", KernelClient.json());
    assertThat(framesArrive(stranger, new Wire("our key"), message)).isEmpty();
    assertThat(framesArrive(stranger, stranger, message).map(Message::type))
        .contains("kernel_info_request");
  }

  @Test
  @DisplayName("The signature is the one that Python's hmac module gives")
  void signature() {
    Message message = new Message(
        List.of(),
        KernelClient.json().put("a", 1),
        KernelClient.json(),
        KernelClient.json().put("b", 2));
    try (ZContext context = new ZContext()) {
      Socket in = context.createSocket(SocketType.PAIR);
      in.bind("inproc://signature");
      Socket out = context.createSocket(SocketType.PAIR);
      out.connect("inproc://signature");
      new Wire("secret").send(out, message);
      assertThat(in.recvStr()).isEqualTo("<IDS|MSG>");
      assertThat(in.recvStr())
          .isEqualTo("9b14d94617bffb278285cea390d9dc17e01ec3188dba313f9548021906557a7b");
      assertThat(in.recvStr()).isEqualTo("{\"a\":1}");
    }
  }
}
