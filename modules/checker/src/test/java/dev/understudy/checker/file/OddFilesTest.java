package dev.understudy.checker.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.checker.History;
import dev.understudy.checker.Linearizability;
import dev.understudy.checker.Verdict;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What other programs and hands write, and what nobody should. */
class OddFilesTest {
  private static final String HEAD = "{\"schema\":\"understudy-history-1\"}\n";

  private static String verdict(Dialect<?, ?, ?> dialect, String text)
      throws IOException, UnreadableHistoryException {
    return judge(HistoryFile.read(new StringReader(text), dialect));
  }

  private static <S, C, R> String judge(HistoryFile<S, C, R> read) {
    History<C, R> history = read.history();
    Verdict verdict = Linearizability.check(history, read.dialect().model(), 1000);
    return verdict instanceof Verdict.Linearizable ? "yes" : "no";
  }

  private static void assertRefused(Dialect<?, ?, ?> dialect, String text, String message) {
    assertThatThrownBy(() -> verdict(dialect, text))
        .isInstanceOf(UnreadableHistoryException.class)
        .hasMessage(message);
  }

  private static String edn(String process, String type, String function, String value) {
    return "{:process %s :type :%s :f :%s :value %s}".formatted(process, type, function, value);
  }

  @ParameterizedTest
  @CsvSource({"1, yes", "5, no"})
  @DisplayName("A vector in one line: two reads of one process are two, although they look alike")
  void oneLine(String first, String expected) throws Exception {
    List<String> entries = List.of(
        edn("0", "invoke", "write", "1"),
        edn("0", "ok", "write", "1"),
        edn("1", "invoke", "read", "nil"),
        edn("1", "ok", "read", first),
        edn("1", "invoke", "read", "nil"),
        edn("1", "ok", "read", "1"));
    assertThat(verdict(Dialect.CAS_REGISTER, "[" + String.join(" ", entries) + "]"))
        .isEqualTo(expected);
    assertThat(verdict(Dialect.CAS_REGISTER, String.join("\n", entries))).isEqualTo(expected);
  }

  @Test
  @DisplayName("A read that has not ended is no copy of the one before it in the same line")
  void openInOneLine() throws Exception {
    String text = String.join(
        " ",
        edn("1", "invoke", "read", "nil"),
        edn("1", "ok", "read", "nil"),
        edn("0", "invoke", "write", "1"),
        edn("0", "ok", "write", "1"),
        edn("1", "invoke", "read", "nil"));
    assertThat(verdict(Dialect.CAS_REGISTER, text)).isEqualTo("yes");
  }

  @Test
  @DisplayName("The mark with which some editors begin a file is no part of it")
  void byteOrderMark() throws Exception {
    String log = "INFO  jepsen.util - 0 :invoke :read nil\r\n";
    String json = HEAD + "{\"process\":0,\"type\":\"invoke\",\"f\":\"read\"}";
    for (String text : List.of(log, json, edn("0", "invoke", "read", "nil"))) {
      assertThat(verdict(Dialect.CAS_REGISTER, "\uFEFF" + text)).isEqualTo("yes");
    }
  }

  @Test
  @DisplayName("Values that are nested without end are refused, not followed")
  void deep() {
    for (int depth : new int[] {200, 200_000}) {
      String value = "[".repeat(depth) + "]".repeat(depth);
      assertRefused(
          Dialect.CAS_REGISTER,
          edn("0", "invoke", "read", "nil") + "\n" + edn("1", "invoke", "write", value),
          "line 2: the value is nested too deeply");
      assertRefused(
          Dialect.CAS_REGISTER,
          "INFO  jepsen.util - 0 :invoke :write " + value,
          "line 1: expected a value, but found '" + "[".repeat(60) + "...'");
    }
  }

  @Test
  @DisplayName("A line of blanks is no work, whatever it ends with")
  void blanks() throws Exception {
    String line = "INFO  jepsen.util - 0 :invoke :read" + " ".repeat(200_000) + "\u2028";
    assertThat(judge(HistoryFile.read(new StringReader(line), Dialect.CAS_REGISTER)))
        .isEqualTo("yes");
  }

  @Test
  @DisplayName("An end that names another key than its call is refused")
  void otherKey() {
    assertRefused(
        Dialect.CAS_REGISTER,
        edn("0", "invoke", "read", "[x nil]") + "\n" + edn("0", "ok", "read", "[y 1]"),
        "line 2: 'read' ends for key 'y', but was called for 'x'");
    assertRefused(
        Dialect.KV_APPEND,
        edn("0", "invoke", "get", "nil") + "\n" + edn("0", "ok", "get", "[y 1]"),
        "line 2: 'get' ends for key 'y', but was called for 'store'");
  }

  @Test
  @DisplayName("A lock's owner has a name, or nobody could tell it from nobody")
  void nobody() {
    assertRefused(
        Dialect.LOCK,
        edn("0", "invoke", "acquire", "\"\""),
        "line 1: the value of 'acquire' is '', but must be the owner's name, which is not empty");
  }

  @Test
  @DisplayName("A process of a log is a number or the nemesis; another one is not passed over")
  void process() {
    assertRefused(
        Dialect.CAS_REGISTER,
        "INFO  jepsen.util - -1 :invoke :read nil",
        "line 1: the process is '-1', but must be a number or :nemesis");
  }

  @Test
  @DisplayName(
      "What a tag's reader cannot read, and JSON that is doubtful, is refused with its line")
  void doubtful() {
    assertRefused(
        Dialect.CAS_REGISTER,
        edn("0", "invoke", "write", "#uuid \"zzz\""),
        "line 1: this is no EDN: Invalid UUID string: zzz");
    String read = "\"type\":\"invoke\",\"f\":\"read\"}";
    assertRefused(
        Dialect.STORE,
        HEAD + "{\"process\":0,\"found\":[1,2]," + read,
        "line 2: 'found' must be one value or null");
    for (String line :
        List.of("{\"process\":0,\"process\":1," + read, "{\"process\":0," + read + " more")) {
      assertThatThrownBy(() -> verdict(Dialect.CAS_REGISTER, HEAD + line))
          .hasMessageStartingWith("line 2: this is no JSON object: ");
    }
  }

  /** What is written, seen and swapped, in EDN or as JSON has it. */
  private static String register(boolean isJson, String written, String seen) {
    List<String> entries = new ArrayList<>();
    for (String[] one : new String[][] {
      {"invoke", "write", written},
      {"ok", "write", written},
      {"invoke", "read", "nil"},
      {"ok", "read", seen},
      {"invoke", "cas", "[" + seen + ", 3]"},
      {"ok", "cas", "[" + seen + ", 3]"}
    }) {
      String json = "{\"process\":0,\"type\":\"%s\",\"f\":\"%s\",\"value\":%s}"
          .formatted(one[0], one[1], one[2].equals("nil") ? "null" : one[2]);
      entries.add(isJson ? json : edn("0", one[0], one[1], one[2]));
    }
    return (isJson ? HEAD : "") + String.join("\n", entries);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "1, 1, yes",
        "1, \"1\", no",
        "\"1\", 1, no",
        "\"1\", \"1\", yes",
        "nil, nil, yes",
        "nil, \"nil\", no",
        "\"nil\", nil, no",
        "true, \"true\", no"
      })
  @DisplayName("A register tells a text from the number, the name or the nil that looks like it")
  void notation(String written, String seen, String expected) throws Exception {
    String edn = register(false, written, seen);
    assertThat(verdict(Dialect.CAS_REGISTER, edn)).isEqualTo(expected);
    String json = register(true, written, seen).replace("[nil", "[null");
    assertThat(verdict(Dialect.CAS_REGISTER, json)).isEqualTo(expected);
  }

  @Test
  @DisplayName("A value cannot forge a line of the answer")
  void visible() throws Exception {
    HistoryFile<?, ?, ?> read = HistoryFile.read(
        new StringReader(edn("0", "invoke", "write", "\"a\\nlinearizable\\tb\"")),
        Dialect.CAS_REGISTER);
    assertThat(described(read))
        .isEqualTo("line 1, process 0: wrote \"a\\nlinearizable\\u0009b\" (nobody knows whether)");
  }

  private static <S, C, R> String described(HistoryFile<S, C, R> read) {
    return read.describe(read.history().operations().get(0));
  }
}
