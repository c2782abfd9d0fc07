package dev.understudy.checker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.understudy.cluster.Outcome;
import dev.understudy.storage.Command;
import dev.understudy.storage.Command.Append;
import dev.understudy.storage.Command.CompareAndSet;
import dev.understudy.storage.Command.Get;
import dev.understudy.storage.Command.Put;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Histories of real systems with verdicts that others reached: a key-value store that appends, and
 * runs of etcd as one register. Their clients learn less than ours, so they have models of their own.
 */
class OutsideHistoriesTest {
  private static final String APPLIED = "applied";
  private static final String REFUSED = "refused";

  private static Path folder() {
    String data = System.getenv("UNDERSTUDY_DATA");
    return (data == null ? Path.of("../../../shared/data") : Path.of(data)).resolve("porcupine");
  }

  /** A value, absent or empty, that an answered write says nothing about. */
  private record Blind(String absent) implements Model<String> {
    @Override
    public String initial() {
      return absent;
    }

    @Override
    public Optional<String> step(String state, Command command, Outcome<String> outcome) {
      Optional<String> seen =
          outcome instanceof Outcome.Ok<String> ok ? Optional.of(ok.value()) : Optional.empty();
      if (command instanceof Put put) {
        return Optional.of(put.value());
      } else if (command instanceof Append append) {
        return Optional.of(state + append.suffix());
      } else if (command instanceof CompareAndSet change) {
        boolean applies = Objects.equals(change.expected(), state);
        return seen.isPresent() && applies != seen.get().equals(APPLIED)
            ? Optional.empty()
            : Optional.of(applies ? change.value() : state);
      }
      return seen.isEmpty() || seen.get().equals(state) ? Optional.of(state) : Optional.empty();
    }
  }

  /** Calls and answers, one a line, in the order in which they were written down. */
  private static final class Lines {
    private final List<Operation> operations = new ArrayList<>();
    private final Map<String, Operation> open = new LinkedHashMap<>();
    private int now;

    void call(String process, Command command) {
      now++;
      open.put(
          process,
          new Operation(process, now, command, Outcome.unknown("-"), Duration.ofMillis(now), null));
    }

    void answer(String process, Outcome<String> outcome) {
      Operation call = Objects.requireNonNull(open.remove(process), process);
      operations.add(new Operation(
          process,
          call.number(),
          call.command(),
          outcome,
          call.called(),
          Duration.ofMillis(++now)));
    }

    History history() {
      List<Operation> all = new ArrayList<>(operations);
      all.addAll(open.values());
      return History.of(all);
    }
  }

  private static final Pattern STORE_LINE = Pattern.compile(
      "\\{:process (\\d+), :type :(\\w+), :f :(\\w+), :key \"(.*)\", :value (nil|\"(.*)\")}");

  private static History store(List<String> lines) {
    Lines history = new Lines();
    for (String line : lines) {
      Matcher matcher = STORE_LINE.matcher(line);
      assertThat(matcher.matches()).as(line).isTrue();
      String key = matcher.group(4);
      String value = Objects.requireNonNullElse(matcher.group(6), "");
      if (matcher.group(2).equals("ok")) {
        history.answer(matcher.group(1), Outcome.ok(value));
      } else {
        assertThat(matcher.group(2)).isEqualTo("invoke");
        history.call(
            matcher.group(1),
            switch (matcher.group(3)) {
              case "get" -> new Get(key);
              case "put" -> new Put(key, value);
              case "append" -> new Append(key, value);
              default -> throw new AssertionError(line);
            });
      }
    }
    return history.history();
  }

  private static final Pattern REGISTER_LINE =
      Pattern.compile("INFO\\s+jepsen\\.util\\s+-\\s+(\\d+)\\s+:(\\w+)\\s+:(\\w+)\\s+(.*?)\\s*");

  private static History register(List<String> lines) {
    Lines history = new Lines();
    for (String line : lines) {
      Matcher matcher = REGISTER_LINE.matcher(line);
      if (!matcher.matches()) {
        continue; // what the test rig did meanwhile
      }
      String process = matcher.group(1);
      String value = matcher.group(4);
      boolean swaps = matcher.group(3).equals("cas");
      switch (matcher.group(2)) {
        case "invoke" -> history.call(process, command(matcher.group(3), value));
        case "ok" -> history.answer(process, Outcome.ok(swaps ? APPLIED : value));
        // A swap fails since it found another value; all else that fails has not happened.
        case "fail" -> history.answer(process, swaps ? Outcome.ok(REFUSED) : Outcome.fail(value));
        case "info" -> history.answer(process, Outcome.unknown(value));
        default -> throw new AssertionError(line);
      }
    }
    return history.history();
  }

  private static Command command(String function, String value) {
    if (function.equals("cas")) {
      String[] pair = value.substring(1, value.length() - 1).split(" ");
      return new CompareAndSet("register", pair[0], pair[1]);
    }
    return function.equals("read") ? new Get("register") : new Put("register", value);
  }

  @ParameterizedTest
  @CsvSource({"kv-append, 4", "cas-register, 40"})
  @DisplayName("Of histories of real systems it says what others found, yes and no")
  void agreesWithOthers(String kind, int atLeast) throws IOException {
    Path verdicts = folder().resolve("verdicts.csv");
    assumeTrue(
        Files.isRegularFile(verdicts),
        "no outside histories: set UNDERSTUDY_DATA to the folder that holds porcupine/verdicts.csv");
    Function<List<String>, History> parser =
        kind.equals("kv-append") ? OutsideHistoriesTest::store : OutsideHistoriesTest::register;
    Model<String> model = new Blind(kind.equals("kv-append") ? "" : "nil");
    int judged = 0;
    for (String line : Files.readAllLines(verdicts)) {
      String[] row = line.split(",");
      if (row.length < 3 || !row[1].equals(kind)) {
        continue;
      }
      History history = parser.apply(Files.readAllLines(folder().resolve(row[0])));
      Verdict verdict = Linearizability.check(history, model, Linearizability.MOST_STEPS);
      assertThat(verdict)
          .as(row[0] + ": " + verdict.text())
          .isInstanceOf(
              row[2].equals("linearizable")
                  ? Verdict.Linearizable.class
                  : Verdict.NotLinearizable.class);
      judged++;
    }
    assertThat(judged).isGreaterThanOrEqualTo(atLeast);
  }
}
