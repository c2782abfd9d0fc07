package dev.understudy.checker.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.checker.History;
import dev.understudy.checker.Linearizability;
import dev.understudy.checker.Operation;
import dev.understudy.checker.Verdict;
import dev.understudy.cluster.Outcome;
import dev.understudy.storage.Command;
import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryFileTest {
  private static HistoryFile<?, ?, ?> read(Dialect<?, ?, ?> dialect, String text)
      throws IOException, UnreadableHistoryException {
    return HistoryFile.read(new StringReader(text), dialect);
  }

  private static String verdict(Dialect<?, ?, ?> dialect, String text)
      throws IOException, UnreadableHistoryException {
    return judge(read(dialect, text));
  }

  private static <S, C, R> String judge(HistoryFile<S, C, R> read) {
    Verdict verdict = Linearizability.check(read.history(), read.dialect().model(), 1000);
    return verdict instanceof Verdict.Linearizable ? "yes" : "no";
  }

  private static void assertRefused(Dialect<?, ?, ?> dialect, String text, String message) {
    assertThatThrownBy(() -> read(dialect, text))
        .isInstanceOf(UnreadableHistoryException.class)
        .hasMessage(message);
  }

  /** A register that is read, written and swapped, with {@code seen} as the last read. */
  private static String log(String seen) {
    return """
        INFO  jepsen.core - Worker 0 starting
        INFO  jepsen.util - 0\t:invoke\t:write\t-3
        INFO  jepsen.util - :nemesis\t:info\t:start\tnil
        INFO  jepsen.util - 0\t:ok\t:write\t-3
        INFO  jepsen.util - 1\t:invoke\t:cas\t[-3 4]
        INFO  jepsen.util - 1\t:info\t:cas\t:timed-out

        INFO  jepsen.util - 2\t:invoke\t:cas\t[7 8]
        INFO  jepsen.util - 2\t:fail\t:cas\t[7 8]
        INFO  jepsen.util - 1\t:invoke\t:read\tnil
        INFO  jepsen.util - 1\t:fail\t:read\t:timed-out
        INFO  jepsen.util - 2\t:invoke\t:read\tnil
        INFO  jepsen.util - 2\t:ok\t:read\tSEEN
        """.replace("SEEN", seen);
  }

  @ParameterizedTest
  @CsvSource({"-3, yes", "4, yes", "7, no", "nil, no"})
  @DisplayName("A Jepsen log: what nobody knows may have happened, and other loggers say nothing")
  void jepsenLog(String seen, String expected) throws Exception {
    assertThat(verdict(Dialect.CAS_REGISTER, log(seen))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"[7 8], no", ":timed-out, yes"})
  @DisplayName(
      "A failed swap that repeats its pair has found another value; any other did not happen")
  void failedSwap(String end, String expected) throws Exception {
    String log = """
        INFO  jepsen.util - 0\t:invoke\t:write\t7
        INFO  jepsen.util - 0\t:ok\t:write\t7
        INFO  jepsen.util - 1\t:invoke\t:cas\t[7 8]
        INFO  jepsen.util - 1\t:fail\t:cas\tEND
        """.replace("END", end);
    assertThat(verdict(Dialect.CAS_REGISTER, log)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"2, yes", "1, no"})
  @DisplayName("EDN in one vector, with comments, times, tags and the nemesis between")
  void ednVector(String seen, String expected) throws Exception {
    String edn = """
        ; a run
        [{:process 0, :type :invoke, :f :write, :value 1, :index 0, :time 10}
         {:process 0 :type :ok :f :write :value 1 :index 1 :time 20}
         {:process :nemesis, :type :info, :f :start, :value nil}
         #jepsen.history.Op{:process 1, :type :invoke, :f :cas, :value [1 2], :time 30},
         {:process 1, :type :ok, :f :cas, :value [1 2], :time 40}
         {:process 0, :type :invoke, :f :read, :value nil, :time 50}
         {:process 0, :type :ok, :f :read, :value SEEN, :time 60}]
        """.replace("SEEN", seen);
    assertThat(verdict(Dialect.CAS_REGISTER, edn)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"1, yes", "2, no"})
  @DisplayName("A value [key value] is of that key alone, and of a swap [key [old new]]")
  void independentKeys(String seen, String expected) throws Exception {
    String edn = """
        {:process 0, :type :invoke, :f :write, :value [:x 1]}
        {:process 1, :type :invoke, :f :write, :value [:y 2]}
        {:process 0, :type :ok, :f :write, :value [:x 1]}
        {:process 1, :type :ok, :f :write, :value [:y 2]}
        {:process 1, :type :invoke, :f :cas, :value [:y [2 3]]}
        {:process 1, :type :ok, :f :cas, :value [:y [2 3]]}
        {:process 0, :type :invoke, :f :read, :value [:x nil]}
        {:process 0, :type :ok, :f :read, :value [:x SEEN]}
        """.replace("SEEN", seen);
    assertThat(verdict(Dialect.CAS_REGISTER, edn)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"ab, yes", "ba, no", "a, no"})
  @DisplayName("Put, append and get, a map a line; one without an end may have happened")
  void appends(String seen, String expected) throws Exception {
    String edn = """
        {:process 0, :type :invoke, :f :put, :key "k", :value "a"}
        {:process 0, :type :ok, :f :put, :key "k", :value "a"}
        {:process 0, :type :invoke, :f :append, :key "k", :value "b"}
        {:process 0, :type :ok, :f :append, :key "k", :value "b"}
        {:process 1, :type :invoke, :f :append, :key "k", :value "c"}
        {:process 0, :type :invoke, :f :get, :key "k", :value nil}
        {:process 0, :type :ok, :f :get, :key "k", :value "SEEN"}
        """.replace("SEEN", seen);
    assertThat(verdict(Dialect.KV_APPEND, edn)).isEqualTo(expected);
    assertThat(verdict(Dialect.KV_APPEND, edn.replace("\"ab\"", "\"abc\"")))
        .isEqualTo(expected.equals("yes") ? "yes" : "no");
  }

  /** A lock that process 0 has; {@code middle} is what happens before process 1 gets it. */
  private static String locked(String middle) {
    return """
        {:process 0, :type :invoke, :f :acquire, :value nil}
        {:process 0, :type :ok, :f :acquire, :value nil}
        """ + middle + """
        {:process 1, :type :invoke, :f :acquire}
        {:process 1, :type :ok, :f :acquire}
        """;
  }

  @Test
  @DisplayName("A lock has one holder, and only its holder gives it back")
  void lock() throws Exception {
    String release = """
        {:process 0, :type :invoke, :f :release, :value nil}
        {:process 0, :type :ok, :f :release, :value nil}
        """;
    assertThat(verdict(Dialect.LOCK, locked(release))).isEqualTo("yes");
    assertThat(verdict(Dialect.LOCK, locked(release.replace(":ok", ":info")))).isEqualTo("yes");
    assertThat(verdict(Dialect.LOCK, locked(release.replace(":ok", ":fail")))).isEqualTo("no");
    assertThat(verdict(Dialect.LOCK, locked(""))).isEqualTo("no");
    String foreign = release.replace(":process 0", ":process 7");
    assertThat(verdict(Dialect.LOCK, locked(foreign))).isEqualTo("no");
    assertThat(verdict(Dialect.LOCK, locked(foreign).replace("nil", "\"alice\"")))
        .as("the value is the owner, if there is one")
        .isEqualTo("yes");
  }

  @ParameterizedTest
  @CsvSource({"a, yes", "null, no"})
  @DisplayName("Our own lines: every operation of the store tells what it found")
  void jsonLines(String found, String expected) throws Exception {
    String json = """
        {"schema":"understudy-history-1"}
        {"process":"alice","type":"invoke","f":"put","key":"k","value":"a","time":1000}
        {"process":"alice","type":"ok","f":"put","key":"k","found":null,"time":2000}
        {"process":"bob","type":"invoke","f":"cas","key":"k","value":["a","b"],"time":3000}
        {"process":"bob","type":"ok","f":"cas","key":"k","found":FOUND,"time":4000}
        {"process":"alice","type":"invoke","f":"delete","key":"k","time":5000}
        {"process":"alice","type":"info","f":"delete","key":"k","error":"silence","time":6000}
        """.replace("FOUND", found.equals("null") ? "null" : "\"" + found + "\"");
    assertThat(verdict(Dialect.STORE, json)).isEqualTo(expected);
  }

  @Test
  @DisplayName(
      "An operation is described by its lines, its process and its words; with times if any")
  void described() throws Exception {
    HistoryFile<?, ?, ?> log = read(Dialect.CAS_REGISTER, log("4"));
    assertThat(descriptions(log))
        .containsExactly(
            "lines 2 and 4, process 0: wrote -3",
            "lines 5 and 6, process 1: swapped -3 for 4 (nobody knows whether)",
            "lines 8 and 9, process 2: did not swap 7 for 8, since another value was there",
            "lines 10 and 11, process 1: read, without an answer",
            "lines 12 and 13, process 2: read 4");
    String timed = """
        {:process 0, :type :invoke, :f :put, :key "k", :value "LONG", :time 1000000}
        {:process 0, :type :ok, :f :put, :key "k", :value "LONG", :time 2000000}
        """.replace("LONG", "0123456789".repeat(10));
    assertThat(descriptions(read(Dialect.KV_APPEND, timed)))
        .containsExactly("lines 1 and 2, process 0: put \"01234567890123456789 ..."
            + " 56789012345678901234567890123456789\", from 0.001000 s to 0.002000 s");
  }

  private static <S, C, R> List<String> descriptions(HistoryFile<S, C, R> file) {
    List<Operation<C, R>> operations = file.history().operations();
    return operations.stream().map(file::describe).toList();
  }

  @Test
  @DisplayName("What is written and read again is the same; a client doing two things is two")
  void writtenAndRead() throws Exception {
    List<Operation<Command, String>> operations = List.of(
        operation("alice", 1, new Command.Put("k", "a\"b"), Outcome.ok(null), 1, 2),
        operation("alice", 2, new Command.CompareAndSet("k", null, "c"), Outcome.ok("a"), 3, 6),
        operation("bob", 1, new Command.Get("k"), Outcome.ok(null), 4, 5),
        operation("bob", 2, new Command.Append("k", "x"), Outcome.fail("it failed"), 7, 8),
        operation("carol", 1, new Command.Delete("k"), Outcome.unknown("nobody knows"), 9, 10));
    String text = JsonLines.text(History.of(operations));
    assertThat(text).startsWith("{\"schema\":\"understudy-history-1\"}\n").endsWith("}\n");
    assertThat(read(Dialect.STORE, text).history().operations()).hasToString(operations.toString());
    String twoAtOnce = JsonLines.text(History.of(List.of(
        operation("alice", 1, new Command.Get("k"), Outcome.ok(null), 1, 4),
        operation("alice", 2, new Command.Get("k"), Outcome.ok(null), 2, 3))));
    assertThat(verdict(Dialect.STORE, twoAtOnce)).isEqualTo("yes");
    assertThat(twoAtOnce).contains("\"alice/2\"");
  }

  private static Operation<Command, String> operation(
      String client, int number, Command command, Outcome<String> outcome, int from, int to) {
    return new Operation<>(
        client, number, command, outcome, Duration.ofNanos(from), Duration.ofNanos(to));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n \n"})
  @DisplayName("An empty file is no history")
  void empty(String text) {
    assertRefused(Dialect.LOCK, text, "there is nothing in it; a history has a line at least");
  }

  @Test
  @DisplayName("A line that says nothing sensible is named by its number, with what was expected")
  void refused() {
    assertRefused(
        Dialect.CAS_REGISTER,
        "hello",
        "line 1: this is no history: expected a line of a Jepsen log, EDN or JSON, but found"
            + " 'hello'");
    assertRefused(
        Dialect.CAS_REGISTER,
        log("4") + "and more",
        "line 14: expected a line as INFO jepsen.util - 0 :invoke :write 3, but found 'and more'");
    assertRefused(
        Dialect.CAS_REGISTER,
        "INFO  jepsen.util - 0\t:ok\t:read\t3",
        "line 1: process 0 ends 'read', but has called nothing");
    assertRefused(
        Dialect.CAS_REGISTER,
        "INFO  jepsen.util - 0\t:invoke\t:read\tnil\nINFO  jepsen.util - 0\t:invoke\t:read\tnil",
        "line 2: process 0 calls 'read', but its 'read' of line 1 has not ended");
    assertRefused(
        Dialect.CAS_REGISTER,
        "INFO  jepsen.util - 0\t:invoke\t:cas\t3",
        "line 1: the value of 'cas' is '3', but must be [expected new]");
    assertRefused(
        Dialect.LOCK,
        "INFO  jepsen.util - 0\t:invoke\t:read\tnil",
        "line 1: 'read' is no operation of lock, which knows acquire and release");
  }

  @Test
  @DisplayName("EDN that is broken, or is something else, is refused in words")
  void refusedEdn() {
    String call = "{:process 0, :type :invoke, :f :read, :value nil}\n";
    assertRefused(
        Dialect.CAS_REGISTER, "[" + call, "line 1: the vector of operations does not end with ]");
    assertRefused(
        Dialect.CAS_REGISTER,
        call + "]",
        "line 2: expected the end of the file, but there is more");
    assertRefused(
        Dialect.CAS_REGISTER,
        call + "17",
        "line 2: expected a map as {:process 0, :type :invoke, :f :read, :value nil}, but found"
            + " '17'");
    assertRefused(
        Dialect.CAS_REGISTER, "{:process 0, :f :read}", "line 1: there is no :type in it");
    assertRefused(
        Dialect.CAS_REGISTER,
        "{:process 0, :type :begin, :f :read}",
        "line 1: the type is 'begin', but must be invoke, ok, fail or info");
    assertThatThrownBy(() -> read(Dialect.CAS_REGISTER, call + "{:process 0, :type"))
        .hasMessageStartingWith("line 2: this is no EDN: ");
  }

  @Test
  @DisplayName("JSON that is broken, or of another version, is refused in words")
  void refusedJson() {
    String head = "{\"schema\":\"understudy-history-1\"}\n";
    assertRefused(
        Dialect.STORE,
        "{\"schema\":\"understudy-history-2\"}",
        "line 1: expected {\"schema\":\"understudy-history-1\"} in the first line");
    assertRefused(Dialect.STORE, head, "there is no operation in it");
    assertRefused(Dialect.STORE, head + "[]", "line 2: expected a JSON object");
    assertRefused(Dialect.STORE, head + "{\"f\":\"get\"}", "line 2: there is no 'process' in it");
    assertThatThrownBy(() -> read(Dialect.STORE, head + "{\"f\":"))
        .hasMessageStartingWith("line 2: this is no JSON object: ");
    String put = "{\"process\":1,\"type\":\"TYPE\",\"f\":\"put\",\"key\":\"k\",\"value\":\"a\"}\n";
    assertRefused(
        Dialect.STORE,
        head + put.replace("TYPE", "invoke") + put.replace("TYPE", "ok"),
        "line 3: 'put' was ok, but what it found is missing");
  }
}
