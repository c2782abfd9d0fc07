package dev.understudy.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.Handlers;
import dev.understudy.cluster.Node;
import dev.understudy.cluster.Scenario;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("real-time")
class GuardRealTimeTest {
  /** A node that says something to its peer at once, and after a second something that may leak. */
  private static final class Leaky extends Node {
    record Said(String what) {}

    record Idle() {}

    private final Function<Node, String> leak;

    Leaky(Function<Node, String> leak) {
      this.leak = leak;
    }

    @Override
    protected Handlers handlers() {
      return Handlers.of(Said.class).answers(Said.class);
    }

    @Override
    protected void onStart() {
      peers().forEach(peer -> send(peer, new Said("hello")));
      setTimer("second", Duration.ofSeconds(1), () -> trace("says " + leak.apply(this)));
    }

    @Override
    public Idle state() {
      return new Idle();
    }
  }

  /** Tells stories with leaks, each of one kind, and an honest one. */
  static final class LeakyTeller {
    private static final AtomicInteger COUNTER = new AtomicInteger();
    private static boolean isSeasoned;

    private LeakyTeller() {}

    public static void main(String[] arguments) {
      Teller.tell(stories(), arguments);
    }

    static List<Story> stories() {
      return List.of(
          story("honest", node -> node.self() + " nothing that the seed does not know"),
          story("static-counter", node -> "" + COUNTER.incrementAndGet()),
          story("real-time", node -> "" + System.nanoTime()),
          story("identities", node -> order(new HashSet<>(objects()), Numbered::number)),
          story(
              "salted-set",
              node -> "" + order(Set.copyOf(words()), word -> word).hashCode()),
          story("seasoning", node -> {
            isSeasoned = true;
            return "so be it";
          }),
          story("seasoned", node -> "it was " + isSeasoned));
    }

    private static Story story(String name, Function<Node, String> leak) {
      return new Story(name, seed -> {
        Scenario.Run run = scenario(name, leak).run(seed);
        return new Story.Told(run.trace(), run.verdict().toString());
      });
    }

    private static Scenario scenario(String name, Function<Node, String> leak) {
      return new Scenario(name, "it leaks", cluster -> play(cluster, leak));
    }

    private static Scenario.Verdict play(Cluster cluster, Function<Node, String> leak) {
      cluster.start(() -> new Leaky(leak), "athens", "byzantium");
      cluster.runFor(Duration.ofSeconds(2));
      return new Scenario.Verdict(true, "two nodes");
    }

    /** Has no hash code but its identity. */
    private static final class Numbered {
      private final String number;

      Numbered(int number) {
        this.number = "" + number;
      }

      String number() {
        return number;
      }
    }

    private static List<Numbered> objects() {
      return IntStream.range(0, 50).mapToObj(Numbered::new).toList();
    }

    /** So many that no two processes are likely to begin at the same one. */
    private static List<String> words() {
      return IntStream.range(0, 50_000).mapToObj(number -> "word " + number).toList();
    }

    private static <T> String order(Set<T> set, Function<T, String> word) {
      return set.stream().map(word).collect(Collectors.joining(" "));
    }
  }

  @TempDir
  private Path folder;

  private static List<Leak> leaks(List<Story> stories, Class<?> teller, int seeds, List<Jdk> jdks)
      throws InterruptedException {
    Console console = Console.ofThisProcess(() -> {});
    Consumer<String> nobody = line -> {};
    return new Guard(stories, teller, new Children(Map.of(), new Interruption(console)), nobody)
        .leaks(1, seeds, jdks);
  }

  private static List<Leak> leaksOf(String... names) throws InterruptedException {
    List<Story> chosen = Stream.of(names)
        .flatMap(name -> LeakyTeller.stories().stream().filter(s -> s.name().equals(name)))
        .toList();
    return leaks(chosen, LeakyTeller.class, 1, List.of(Jdk.ofThisJvm()));
  }

  @Test
  @DisplayName(
      "Every story of the project repeats: here, and in other processes on every JDK there is")
  void everyStoryRepeats() throws InterruptedException {
    List<Jdk> jdks = Stream.concat(Stream.of(Jdk.ofThisJvm()), Jdk.others(System.getenv()).stream())
        .toList();
    List<Story> stories = Stories.of(Lab.scenarios());
    assertThat(stories).extracting(Story::name).doesNotHaveDuplicates();
    assertThat(leaks(stories, Teller.class, 1, jdks)).extracting(Leak::text).isEmpty();
  }

  @Test
  @DisplayName("What the seed decides altogether does not leak")
  void honest() throws InterruptedException {
    assertThat(leaksOf("honest")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"static-counter", "real-time", "identities"})
  @DisplayName("What leaks at once is caught in this process, by its first event")
  void caughtHere(String name) throws InterruptedException {
    Leak leak = leaksOf("honest", name).get(0);
    assertThat(leak.story()).isEqualTo(name);
    assertThat(leak.other()).isEqualTo(Jdk.ofThisJvm().label() + " again");
    assertThat(leak.text().lines())
        .hasSize(3)
        .first()
        .asString()
        .matches(name + " DOES NOT REPEAT with seed 1: the runs part at event \\d+");
    assertThat(leak.text().lines().skip(1))
        .allMatch(line ->
            line.matches("  JDK [\\d.]+( again)?: +1\\.\\d{9}  (athens|byzantium) +note: says .*"));
  }

  @ParameterizedTest
  @CsvSource({"salted-set", "seasoned"})
  @DisplayName("What leaks through static state is caught in another process, by its first event")
  void caughtElsewhere(String name) throws InterruptedException {
    List<Leak> leaks = leaksOf("honest", "seasoning", name);
    assertThat(leaks).extracting(Leak::story).containsExactly(name);
    assertThat(leaks.get(0).other()).endsWith(" in another process");
    assertThat(leaks.get(0).difference()).hasValueSatisfying(first -> {
      assertThat(first.one()).contains("note: says ").isNotEqualTo(first.other());
      assertThat(first.other()).contains("note: says ");
    });
  }

  @Test
  @DisplayName("A process that cannot tell the stories is a complaint, not a silence")
  void noTeller() {
    assertThatThrownBy(() -> leaks(
            LeakyTeller.stories().subList(0, 1),
            GuardRealTimeTest.class,
            1,
            List.of(Jdk.ofThisJvm())))
        .isInstanceOf(WrongInput.class)
        .hasMessageContaining("the stories could not be told by");
  }

  @Test
  @DisplayName("The command says which stories repeat, in words and in JSON")
  void command() throws IOException {
    CommandLineOnTrial lab = new CommandLineOnTrial(folder);
    String home = System.getProperty("java.home");
    var well = lab.call("guard", "zombie-leader", "--seeds", "1", "--java", home);
    assertThat(well.out()).startsWith("1 of 1 stories repeat: 1 seed, twice here and in other");
    assertThat(well.status()).isEqualTo(Exit.HOLDS);
    List<Scenario> leaky = List.of(
        LeakyTeller.scenario("counter", node -> "" + LeakyTeller.COUNTER.incrementAndGet()));
    var broken = lab.call(leaky, "guard", "counter", "--seeds", "1", "--java", home, "--json");
    assertThat(broken.status()).isEqualTo(Exit.DOES_NOT_HOLD);
    JsonNode json = new ObjectMapper().readTree(broken.out());
    assertThat(json.path("leaks")).singleElement().satisfies(leak -> {
      assertThat(leak.path("story").asText()).isEqualTo("counter");
      assertThat(leak.path("oneEvent").asText()).contains("note: says ");
    });
    var last = lab.call(leaky, "guard", "counter", "--seeds", "2", "--seed", "" + Long.MAX_VALUE);
    assertThat(last.status()).as("behind the greatest seed comes the least").isEqualTo(1);
  }

  @Test
  @DisplayName("The list of stories is there for programs too")
  void list() throws IOException {
    CommandLineOnTrial lab = new CommandLineOnTrial(folder);
    List<String> lines = lab.call("guard", "--list").out().lines().toList();
    assertThat(lines).contains("zombie-leader", "chaos-store", "restore-drill");
    JsonNode json =
        new ObjectMapper().readTree(lab.call("guard", "--list", "--json").out());
    assertThat(json.path("schema").asText()).isEqualTo("understudy-guard-1");
    assertThat(json.path("stories")).map(JsonNode::asText).isEqualTo(lines);
  }

  @Test
  @DisplayName("Wrong input of the guard is one line and exit code 2")
  void wrongInput() {
    CommandLineOnTrial lab = new CommandLineOnTrial(folder);
    for (String[] wrong : new String[][] {
      {"guard", "zombie-lader"},
      {"guard", "--seeds", "0"},
      {"guard", "--java", "" + folder}
    }) {
      var result = lab.call(wrong);
      assertThat(result.status()).isEqualTo(Exit.WRONG_INPUT);
      assertThat(result.err().lines()).hasSize(1);
    }
    assertThat(lab.call("guard", "zombie-lader").err()).contains("zombie-leader");
  }
}
