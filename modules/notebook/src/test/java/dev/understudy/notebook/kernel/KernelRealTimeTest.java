package dev.understudy.notebook.kernel;

import static dev.understudy.notebook.kernel.KernelClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

@Tag("real-time")
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KernelRealTimeTest {
  private Kernel kernel;
  private KernelClient client;

  @BeforeAll
  void start() throws IOException {
    ConnectionFile connection = KernelClient.freePorts();
    kernel = Kernel.start(connection);
    client = new KernelClient(connection);
    client.awaitReady();
  }

  @AfterAll
  void stop() {
    client.close();
    kernel.close();
  }

  @Test
  @DisplayName("The kernel says what it is, and its heart beats")
  void kernelInfo() {
    ObjectNode info = client.ask("kernel_info_request", json());
    assertThat(info.path("protocol_version").asText()).isEqualTo("5.3");
    assertThat(info.at("/language_info/name").asText()).isEqualTo("java");
    assertThat(client.heartbeat("ping")).contains("ping");
  }

  @Test
  @DisplayName("A cell is announced, prints, shows its value, and the kernel is idle again")
  void execute() {
    Message request = client.execute("System.out.println(\"asked\"); 6 * 7");
    List<Message> all = client.broadcasts(request);
    assertThat(all)
        .extracting(Message::type)
        .containsExactly("status", "execute_input", "stream", "execute_result", "status");
    assertThat(all.get(2).content().path("text").asText()).isEqualTo("asked\n");
    assertThat(all.get(3).content().at("/data/text~1plain").asText()).isEqualTo("42");
    ObjectNode reply = client.reply();
    assertThat(reply.path("status").asText()).isEqualTo("ok");
    assertThat(reply.path("execution_count"))
        .isEqualTo(all.get(1).content().path("execution_count"));
  }

  @Test
  @DisplayName("A silent cell announces nothing and counts nothing")
  void silent() {
    client.execute("1");
    int before = client.reply().path("execution_count").asInt();
    Message request =
        client.send("execute_request", json().put("code", "6 * 7").put("silent", true));
    assertThat(client.broadcasts(request))
        .extracting(Message::type)
        .containsExactly("status", "status");
    assertThat(client.reply().path("execution_count").asInt()).isEqualTo(before);
  }

  @Test
  @DisplayName("After an error the requests that wait are aborted, and later ones are served")
  void stopOnError() {
    Message first = client.execute("Thread.sleep(300); throw new IllegalStateException(\"torn\");");
    client.execute("int neverDeclared = 1;");
    Message later = client.execute("neverDeclared");
    assertThat(client.broadcasts(first)).extracting(Message::type).contains("error");
    ObjectNode error = client.reply();
    assertThat(error.path("ename").asText()).isEqualTo("java.lang.IllegalStateException");
    assertThat(error.path("traceback").get(0).asText()).endsWith("IllegalStateException: torn");
    assertThat(client.reply().path("status").asText()).isEqualTo("aborted");
    assertThat(client.reply().path("status").asText()).isEqualTo("aborted");
    assertThat(client.broadcasts(later)).hasSize(2);
    client.execute("1");
    assertThat(client.reply().path("status").asText()).isEqualTo("ok");
  }

  @Test
  @DisplayName("What a cell prints arrives while it runs; an interrupt ends it")
  void interrupt() {
    Message request = client.execute("System.out.print(\"started\"); while (true) {}");
    Message next = client.nextBroadcast(request);
    while (!next.type().equals("stream")) {
      next = client.nextBroadcast(request);
    }
    assertThat(next.content().path("text").asText()).isEqualTo("started");
    assertThat(client.command("interrupt_request", json()).path("status").asText())
        .isEqualTo("ok");
    assertThat(client.reply().path("ename").asText()).isEqualTo("Interrupted");
  }

  @Test
  @DisplayName(
      "A cell that reads asks the front end, or finds the end when the front end does not answer questions")
  void input() {
    String source = "new Scanner(System.in).nextLine()";
    Message request =
        client.send("execute_request", json().put("code", source).put("allow_stdin", true));
    client.type("left paw");
    assertThat(client.broadcasts(request))
        .anyMatch(message -> message.content().at("/data/text~1plain").asText().equals("left paw"));
    client.reply();
    client.send("execute_request", json().put("code", source).put("allow_stdin", false));
    assertThat(client.reply().path("ename").asText()).isEqualTo("java.util.NoSuchElementException");
  }

  @Test
  @DisplayName("A million lines are neither lost nor a million messages")
  void millionLines() {
    Message request = client.execute("for (int i = 0; i < 1_000_000; i++) System.out.println(i);");
    List<Message> all = client.broadcasts(request);
    long lines = all.stream()
        .filter(message -> message.type().equals("stream"))
        .mapToLong(message -> message.content().path("text").asText().lines().count())
        .sum();
    assertThat(lines)
        .isBetween(1_000_000L, 1_000_000L + all.size()); // a chunk may end within a line
    assertThat(all).hasSizeLessThan(5_000);
    client.reply();
  }

  @Test
  @DisplayName("Questions about a source count in characters as people do")
  void questions() {
    ObjectNode completion =
        client.ask("complete_request", json().put("code", "\"😀\".toUp").put("cursor_pos", 8));
    assertThat(completion.path("matches"))
        .extracting(Object::toString)
        .contains("\"toUpperCase(\"");
    assertThat(completion.path("cursor_start").asInt()).isEqualTo(4);
    assertThat(completion.path("cursor_end").asInt()).isEqualTo(8);
    assertThat(client
            .ask("is_complete_request", json().put("code", "class A {"))
            .path("status")
            .asText())
        .isEqualTo("incomplete");
    ObjectNode inspection =
        client.ask("inspect_request", json().put("code", "\"a\".isBlank(").put("cursor_pos", 12));
    assertThat(inspection.at("/data/text~1plain").asText()).startsWith("boolean String.isBlank()");
    assertThat(client.ask("history_request", json()).path("history").size()).isZero();
    assertThat(client.ask("comm_info_request", json()).path("comms").size()).isZero();
  }
}
