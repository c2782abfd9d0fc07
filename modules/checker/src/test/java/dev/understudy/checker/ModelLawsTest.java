package dev.understudy.checker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.checker.Force.Thing;
import dev.understudy.cluster.Outcome;
import dev.understudy.storage.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;

/** Each model and the search against every order tried on a real object. */
class ModelLawsTest {
  private static String any(Random random, String... of) {
    return of[random.nextInt(of.length)];
  }

  private static Command onRegister(Random random, int number) {
    return switch (random.nextInt(3)) {
      case 0 -> new Command.Get("r");
      case 1 -> new Command.Put("r", any(random, "1", "2"));
      default ->
        new Command.CompareAndSet("r", any(random, "1", "2", "nil"), any(random, "1", "2"));
    };
  }

  /** Every value is written once; what was read or written lately may be expected. */
  private static Command onceWritten(Random random, int number) {
    String value = "" + number;
    return switch (random.nextInt(4)) {
      case 0, 1 -> new Command.Get("r");
      case 2 -> new Command.Put("r", value);
      default -> new Command.CompareAndSet("r", any(random, "1", "2", "3", "nil"), value);
    };
  }

  /** Every value is written once, and nothing is swapped: decided without a search. */
  private static Command onceWrittenOnly(Random random, int number) {
    return random.nextInt(2) == 0 ? new Command.Get("r") : new Command.Put("r", "" + number);
  }

  private static String anotherOnceWritten(Random random, String truth) {
    return truth == null ? null : any(random, "1", "2", "3", "4", "nil");
  }

  private static String anotherOfRegister(Random random, String truth) {
    if (truth == null) {
      return null;
    }
    return truth.endsWith("ed") ? any(random, "swapped", "refused") : any(random, "1", "2", "nil");
  }

  private static String anotherText(Random random, String truth) {
    if (truth == null) {
      return null;
    }
    int cut = Math.max(0, truth.length() - 2);
    return any(random, truth.substring(0, cut), truth.substring(cut), truth + "a1");
  }

  private static String anotherOfLock(Random random, String truth) {
    return null;
  }

  /** Every piece is written once. */
  private static Command toldText(Random random, int number) {
    return switch (random.nextInt(5)) {
      case 0, 1 -> new Command.Get("k");
      case 2 -> new Command.Put("k", "p" + number);
      default -> new Command.Append("k", "a" + number);
    };
  }

  /** Pieces come again, are the beginning of others, and may be empty. */
  private static Command untoldText(Random random, int number) {
    return switch (random.nextInt(5)) {
      case 0, 1 -> new Command.Get("k");
      case 2 -> new Command.Put("k", any(random, "a", "", "ab"));
      default -> new Command.Append("k", any(random, "a", "b", "ab"));
    };
  }

  private static LockModel.Step onLock(Random random, int number) {
    String owner = any(random, "alice", "bob");
    return random.nextBoolean()
        ? new LockModel.Acquire("l", owner)
        : new LockModel.Release("l", owner);
  }

  /** What clients see of a thing: some get no answer, and some another one than the true. */
  private static <C> List<Operation<C, String>> history(
      Random random,
      int size,
      BiFunction<Random, Integer, C> ask,
      BiFunction<Random, String, String> another,
      Thing<C> thing) {
    List<Operation<C, String>> seen = new ArrayList<>();
    int width = 1 + random.nextInt(30);
    for (int number = 1; number <= size; number++) {
      C command = ask.apply(random, number);
      boolean isUnknown = random.nextInt(6) == 0;
      String answer = isUnknown && random.nextBoolean() ? null : thing.does(command);
      if (random.nextInt(4) == 0) {
        answer = another.apply(random, answer);
      }
      int moment = 100 + 10 * number;
      seen.add(new Operation<>(
          "c" + number,
          1,
          command,
          isUnknown ? Outcome.unknown("?") : outcome(answer),
          Duration.ofMillis(moment - random.nextInt(width)),
          isUnknown ? null : Duration.ofMillis(moment + random.nextInt(width))));
    }
    return seen;
  }

  /** A lock that is not had is no answer to an acquire: it did not happen. */
  private static Outcome<String> outcome(String answer) {
    return "not had".equals(answer) ? Outcome.fail(answer) : Outcome.ok(answer);
  }

  private static <S, C> void agree(
      List<Operation<C, String>> operations, Model<S, C, String> model, Supplier<Thing<C>> fresh) {
    History<C, String> history = History.of(operations);
    Verdict verdict = Linearizability.check(history, model, Linearizability.MOST_STEPS);
    boolean isPossible = new Force<>(fresh, one -> true).isLinearizable(operations);
    assertThat(verdict instanceof Verdict.Linearizable)
        .as(operations + "\n" + verdict.text())
        .isEqualTo(isPossible);
    Statistics.collect(isPossible);
    Statistics.coverage(coverage -> {
      coverage.check(true).percentage(share -> share > 5);
      coverage.check(false).percentage(share -> share > 5);
    });
    if (verdict instanceof Verdict.NotLinearizable no) {
      smallest(operations, Linearizability.offendingPart(history, model, no, 1_000_000), fresh);
    }
  }

  private static <C> void smallest(
      List<Operation<C, String>> operations,
      OffendingPart<C, String> part,
      Supplier<Thing<C>> fresh) {
    assertThat(part.isSmallest()).isTrue();
    List<Operation<C, String>> kept = part.operations();
    assertThat(new Force<>(fresh, kept::contains).isLinearizable(operations))
        .as("the part alone, " + kept + " of " + operations)
        .isFalse();
    for (Operation<C, String> one : kept) {
      assertThat(new Force<>(fresh, other -> other != one && kept.contains(other))
              .isLinearizable(operations))
          .as("without " + one + " of " + kept + " of " + operations)
          .isTrue();
    }
  }

  @Property(tries = 3000, seed = "11")
  @Label("Register: it says what trying every order says, and the part is the smallest")
  void register(@ForAll @IntRange(min = 1, max = 6) int size, @ForAll long seed) {
    agree(
        history(
            new Random(seed),
            size,
            ModelLawsTest::onRegister,
            ModelLawsTest::anotherOfRegister,
            new Force.Register()),
        new RegisterModel(),
        Force.Register::new);
  }

  @Property(tries = 3000, seed = "15")
  @Label("Register, values written once: it says what trying every order says; smallest part")
  void registerOfOnceWritten(@ForAll @IntRange(min = 1, max = 7) int size, @ForAll long seed) {
    agree(
        history(
            new Random(seed),
            size,
            ModelLawsTest::onceWritten,
            ModelLawsTest::anotherOfRegister,
            new Force.Register()),
        new RegisterModel(),
        Force.Register::new);
  }

  @Property(tries = 4000, seed = "16")
  @Label("Register, written once, no swaps: it says what trying every order says; smallest part")
  void registerOfOnceWrittenOnly(@ForAll @IntRange(min = 1, max = 7) int size, @ForAll long seed) {
    agree(
        history(
            new Random(seed),
            size,
            ModelLawsTest::onceWrittenOnly,
            ModelLawsTest::anotherOnceWritten,
            new Force.Register()),
        new RegisterModel(),
        Force.Register::new);
  }

  private static void texts(long seed, int size, BiFunction<Random, Integer, Command> ask) {
    agree(
        history(new Random(seed), size, ask, ModelLawsTest::anotherText, new Force.Text()),
        new AppendModel(),
        Force.Text::new);
  }

  @Property(tries = 3000, seed = "12")
  @Label(
      "Append, pieces told apart: it says what trying every order says; the part is the smallest")
  void toldTexts(@ForAll @IntRange(min = 1, max = 7) int size, @ForAll long seed) {
    texts(seed, size, ModelLawsTest::toldText);
  }

  @Property(tries = 3000, seed = "13")
  @Label("Append, pieces alike: it says what trying every order says, and the part is the smallest")
  void untoldTexts(@ForAll @IntRange(min = 1, max = 6) int size, @ForAll long seed) {
    texts(seed, size, ModelLawsTest::untoldText);
  }

  @Property(tries = 3000, seed = "14")
  @Label("Lock: it says what trying every order says, and the part is the smallest")
  void lock(@ForAll @IntRange(min = 1, max = 6) int size, @ForAll long seed) {
    agree(
        history(
            new Random(seed),
            size,
            ModelLawsTest::onLock,
            ModelLawsTest::anotherOfLock,
            new Force.Lock()),
        new LockModel(),
        Force.Lock::new);
  }
}
