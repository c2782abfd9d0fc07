package dev.understudy.checker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.cluster.Outcome;
import dev.understudy.storage.Command;
import dev.understudy.storage.KeyValueStore;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.AfterFailureMode;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.statistics.Statistics;

class LinearizabilityLawsTest {
  private static final List<String> RESULTS = Arrays.asList(null, "", "a", "b", "ab", "aa");

  @Property(tries = 1000, seed = "1")
  @Label("The model and the store agree on every result and every value")
  void modelIsTheStore(@ForAll("commands") List<Command> commands) {
    KeyValueModel model = new KeyValueModel();
    KeyValueStore store = new KeyValueStore();
    KeyValueModel.Value value = model.initial();
    for (Command command : commands) {
      Command ofOneKey = onKey("paw", command);
      String result = store.apply(ofOneKey);
      assertThat(model.step(value, ofOneKey, Outcome.ok(result + "!"))).isEmpty();
      value = model.step(value, ofOneKey, Outcome.ok(result)).orElseThrow();
      assertThat(value.text()).isEqualTo(store.snapshot().get("paw"));
    }
  }

  private static Command onKey(String key, Command command) {
    if (command instanceof Command.Put put) {
      return new Command.Put(key, put.value());
    } else if (command instanceof Command.Append append) {
      return new Command.Append(key, append.suffix());
    } else if (command instanceof Command.CompareAndSet change) {
      return new Command.CompareAndSet(key, change.expected(), change.value());
    }
    return command instanceof Command.Get ? new Command.Get(key) : new Command.Delete(key);
  }

  @Property(tries = 1000, seed = "2")
  @Label("What a correct store lets its clients see is always linearizable")
  void correctIsLinearizable(
      @ForAll("commands") List<Command> commands,
      @ForAll @IntRange(min = 1, max = 5) int clients,
      @ForAll long seed) {
    List<Operation<Command, String>> seen =
        Histories.ofCorrectStore(new Random(seed), commands, clients);
    assertThat(Linearizability.check(History.of(seen))).isEqualTo(new Verdict.Linearizable());
  }

  @Property(tries = 3000, seed = "3", afterFailure = AfterFailureMode.SAMPLE_FIRST)
  @Label("Of any small history it says what trying every order says")
  void agreesWithForce(
      @ForAll("commands") @Size(max = 6) List<Command> commands,
      @ForAll @IntRange(min = 1, max = 4) int clients,
      @ForAll long seed) {
    Random random = new Random(seed);
    List<Operation<Command, String>> seen = Histories.ofCorrectStore(random, commands, clients);
    if (random.nextInt(3) > 0) {
      seen = Histories.mutated(random, seen, RESULTS);
    }
    boolean possible = Histories.isLinearizableByForce(seen);
    Verdict verdict = Linearizability.check(History.of(seen));
    assertThat(verdict instanceof Verdict.Linearizable).as(verdict.text()).isEqualTo(possible);
    Statistics.collect(possible);
    Statistics.coverage(coverage -> {
      coverage.check(true).percentage(share -> share > 20);
      coverage.check(false).percentage(share -> share > 20);
    });
  }

  @Provide
  Arbitrary<List<Command>> commands() {
    Arbitrary<String> key = Arbitraries.of("paw", "ear");
    Arbitrary<String> text = Arbitraries.of("a", "b");
    Arbitrary<Command> put = Combinators.combine(key, text).as(Command.Put::new);
    Arbitrary<Command> append = Combinators.combine(key, text).as(Command.Append::new);
    Arbitrary<Command> change =
        Combinators.combine(key, text.injectNull(0.5), text).as(Command.CompareAndSet::new);
    Arbitrary<Command> get = key.map(Command.Get::new);
    Arbitrary<Command> delete = key.map(Command.Delete::new);
    return Arbitraries.oneOf(put, append, change, get, get, delete)
        .list()
        .ofMinSize(1)
        .ofMaxSize(30);
  }
}
