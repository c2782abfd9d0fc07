package dev.understudy.checker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.cluster.Outcome;
import dev.understudy.storage.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of each third operation on a register nobody knows what came. */
class ManyUnknownsTest {
  private static final int SIZE = 3000;
  private static final long STEPS = 5_000_000;

  private static Command command(Random random, int number, int values, boolean swaps) {
    String value = "" + (values == 0 ? number : random.nextInt(values));
    int kind = random.nextInt(swaps ? 3 : 2);
    if (kind == 0) {
      return new Command.Get("r");
    }
    return kind == 1
        ? new Command.Put("r", value)
        : new Command.CompareAndSet("r", "" + random.nextInt(Math.max(1, values)), value);
  }

  /** Each happens at its moment; what is not answered may also happen later, or never. */
  private static List<Operation<Command, String>> seen(
      Random random, int clients, int values, boolean swaps) {
    Force.Register register = new Force.Register();
    List<Command> late = new ArrayList<>();
    List<Operation<Command, String>> seen = new ArrayList<>();
    for (int i = 0; i < SIZE; i++) {
      if (!late.isEmpty() && random.nextInt(8) == 0) {
        register.does(late.remove(random.nextInt(late.size())));
      }
      Command command = command(random, i, values, swaps);
      boolean isUnknown = random.nextInt(10) < 3;
      boolean isLate = isUnknown && random.nextBoolean();
      String answer = isLate ? null : register.does(command);
      if (isLate && random.nextBoolean()) {
        late.add(command);
      }
      seen.add(new Operation<>(
          "c" + i,
          1,
          command,
          isUnknown ? Outcome.unknown("?") : Outcome.ok(answer),
          Duration.ofMillis(1000 + 10L * i - random.nextInt(5 * clients)),
          isUnknown ? null : Duration.ofMillis(1000 + 10L * i + random.nextInt(5 * clients))));
    }
    return seen;
  }

  private static Verdict judge(List<Operation<Command, String>> seen) {
    return Linearizability.check(History.of(seen), new RegisterModel(), STEPS);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 10, 5, false",
    "2, 30, 5, false",
    "3, 10, 5, true",
    "4, 30, 5, true",
    "5, 10, 20, false",
    "6, 20, 20, false",
    "7, 10, 0, false",
    "8, 30, 0, false",
    "9, 5, 20, true",
    "10, 10, 20, true"
  })
  @DisplayName("An order of 3,000 operations is found though many outcomes are unknown")
  void found(long seed, int clients, int values, boolean swaps) {
    assertThat(judge(seen(new Random(seed), clients, values, swaps)))
        .as("seed " + seed)
        .isEqualTo(new Verdict.Linearizable());
  }

  @ParameterizedTest
  @CsvSource({"1, 10, 5", "2, 30, 20", "3, 20, 0"})
  @DisplayName("A read of what nobody wrote is found at once, and is the whole part")
  void neverWritten(long seed, int clients, int values) {
    List<Operation<Command, String>> seen = seen(new Random(seed), clients, values, true);
    int at = SIZE / 2;
    while (!(seen.get(at).command() instanceof Command.Get
        && seen.get(at).outcome().isOk())) {
      at++;
    }
    Operation<Command, String> read = seen.get(at);
    seen.set(
        at,
        new Operation<>(
            read.client(), 1, read.command(), Outcome.ok("no"), read.called(), read.returned()));
    Verdict.NotLinearizable failure = (Verdict.NotLinearizable) judge(seen);
    assertThat(failure.stuck()).isEqualTo(List.of(seen.get(at)));
    OffendingPart<Command, String> part = Linearizability.offendingPart(
        History.of(seen), new RegisterModel(), failure, Linearizability.MOST_STEPS);
    assertThat(part).isEqualTo(new OffendingPart<>(List.of(seen.get(at)), true));
  }

  @ParameterizedTest
  @CsvSource({"1, 10", "2, 30"})
  @DisplayName("A read of what was overwritten long ago is found at once, where values come once")
  void stale(long seed, int clients) {
    List<Operation<Command, String>> seen = seen(new Random(seed), clients, 0, false);
    Operation<Command, String> read = answered(seen, SIZE / 2, Command.Get.class);
    Operation<Command, String> write = answered(seen, SIZE / 4, Command.Put.class);
    String old = ((Command.Put) write.command()).value();
    seen.set(
        seen.indexOf(read),
        new Operation<>(
            read.client(), 1, read.command(), Outcome.ok(old), read.called(), read.returned()));
    Verdict.NotLinearizable failure = (Verdict.NotLinearizable)
        Linearizability.check(History.of(seen), new RegisterModel(), 2 * SIZE);
    OffendingPart<Command, String> part =
        Linearizability.offendingPart(History.of(seen), new RegisterModel(), failure, STEPS);
    assertThat(part.isSmallest()).isTrue();
    assertThat(part.operations()).as("seed " + seed).hasSizeBetween(2, 3);
  }

  private static Operation<Command, String> answered(
      List<Operation<Command, String>> seen, int from, Class<? extends Command> type) {
    return seen.subList(from, SIZE).stream()
        .filter(one -> type.isInstance(one.command()) && one.outcome().isOk())
        .findFirst()
        .orElseThrow();
  }
}
