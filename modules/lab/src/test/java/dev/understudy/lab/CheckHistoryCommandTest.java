package dev.understudy.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckHistoryCommandTest {
  private static final String LOG = """
      INFO  jepsen.util - 0\t:invoke\t:write\t1
      INFO  jepsen.util - 0\t:ok\t:write\t1
      INFO  jepsen.util - 1\t:invoke\t:write\t2
      INFO  jepsen.util - 1\t:ok\t:write\t2
      INFO  jepsen.util - 2\t:invoke\t:read\tnil
      INFO  jepsen.util - 2\t:ok\t:read\t2
      """;

  @TempDir
  private Path folder;

  private CommandLineOnTrial.Result check(String text, String... options) throws IOException {
    Path file = Files.writeString(folder.resolve("history.log"), text);
    String[] arguments = new String[options.length + 2];
    arguments[0] = "check-history";
    arguments[1] = file.toString();
    System.arraycopy(options, 0, arguments, 2, options.length);
    return new CommandLineOnTrial(folder).call(arguments);
  }

  @Test
  @DisplayName("An order was found: linearizable, and nothing more")
  void linearizable() throws IOException {
    var result = check(LOG, "--model", "cas-register");
    assertThat(result.status()).isEqualTo(0);
    assertThat(result.out()).isEqualTo("linearizable\n");
  }

  @Test
  @DisplayName("There is none: the first line says so, then come the operations that do not fit")
  void notLinearizable() throws IOException {
    var result = check(LOG.replace(":read\t2", ":read\t1"), "--model", "cas-register");
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.out()).isEqualTo("""
            not linearizable
            No order explains these operations of key 'register', whatever came of all others; \
            without any one of them there is an order:
              lines 3 and 4, process 1: wrote 2
              lines 5 and 6, process 2: read 1
            """);
  }

  @Test
  @DisplayName("A key or a value cannot clear the screen or add a line, whatever the verdict")
  void visible() throws IOException {
    String edn = """
        {:process 0, :type :invoke, :f :get, :key "a\\nlinearizable\u001b[2J", :value nil}
        {:process 0, :type :ok, :f :get, :key "a\\nlinearizable\u001b[2J", :value "\u001b]0;x"}
        """;
    String no = check(edn, "--model", "kv-append").out();
    assertThat(no.lines()).hasSize(3);
    assertThat(no)
        .contains("of key 'a\\nlinearizable\\u001b[2J',", "got \"\\u001b]0;x\"")
        .doesNotContain("\u001b");
  }

  @Test
  @DisplayName("Given up is unknown, with the reason and what to do, and never yes")
  void unknown() throws IOException {
    var result = check(LOG, "--model", "cas-register", "--steps", "1");
    assertThat(result.status()).isEqualTo(3);
    assertThat(result.out())
        .isEqualTo("unknown\nkey 'register' was given up after 1 steps; --steps allows more\n");
  }

  @Test
  @DisplayName("As JSON it is one object with the same verdict")
  void json() throws IOException {
    var no = check(LOG.replace(":read\t2", ":read\t1"), "--model", "cas-register", "--json");
    JsonNode object = new ObjectMapper().readTree(no.out());
    assertThat(no.status()).isEqualTo(1);
    assertThat(object.get("schema").asText()).isEqualTo("understudy-check-history-1");
    assertThat(object.get("verdict").asText()).isEqualTo("not linearizable");
    assertThat(object.get("smallest").asBoolean()).isTrue();
    assertThat(object.get("part").findValuesAsText("where"))
        .containsExactly("lines 3 and 4", "lines 5 and 6");
    var yes = check(LOG, "--model", "cas-register", "--json");
    assertThat(new ObjectMapper().readTree(yes.out()).get("verdict").asText())
        .isEqualTo("linearizable");
    var unknown = check(LOG, "--model", "cas-register", "--json", "--steps", "1");
    assertThat(new ObjectMapper().readTree(unknown.out()).get("reason").asText())
        .isEqualTo("key 'register' was given up after 1 steps");
  }

  @Test
  @DisplayName("What the clients of a scenario saw can be written down and judged")
  void ofScenario() {
    CommandLineOnTrial lab = new CommandLineOnTrial(folder);
    String file = folder.resolve("seen.jsonl").toString();
    assertThat(lab.call("sim", "quorum-failover", "--history", file).status()).isEqualTo(0);
    var result = lab.call("check-history", file, "--model", "store");
    assertThat(result.out()).isEqualTo("linearizable\n");
  }

  private void assertRefused(CommandLineOnTrial.Result result, String line) {
    assertThat(result.status()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err().lines()).hasSize(1);
    assertThat(result.err()).contains(line);
  }

  @Test
  @DisplayName("Bad input: one line with the file, the line and what was expected")
  void badInput() throws IOException {
    assertRefused(
        check(LOG), "which model? Give --model with one of cas-register, kv-append, lock");
    assertRefused(check(LOG, "--model", "queue"), "there is no model 'queue'");
    assertRefused(
        check(LOG, "--model", "lock"), "history.log: line 1: 'write' is no operation of lock");
    assertRefused(
        check(LOG + "junk", "--model", "cas-register"), "history.log: line 7: expected a line as");
    assertRefused(check("", "--model", "lock"), "history.log: there is nothing in it");
    assertRefused(check(LOG, "--model", "lock", "--steps", "0"), "--steps 0: give 1 or more");
    CommandLineOnTrial lab = new CommandLineOnTrial(folder);
    assertRefused(
        lab.call("check-history", "nowhere", "--model", "lock"), "nowhere does not exist");
    assertRefused(lab.call("check-history", folder.toString(), "--model", "lock"), "is no file");
    Files.write(folder.resolve("bytes"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    assertRefused(
        lab.call("check-history", folder.resolve("bytes").toString(), "--model", "lock"),
        "this is no text in UTF-8");
  }
}
