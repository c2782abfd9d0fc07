package dev.understudy.chaos;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.chaos.KeeperSubject.KeeperAct;
import dev.understudy.chaos.Shrinking.Shrunk;
import dev.understudy.chaos.Step.Act;
import dev.understudy.chaos.Step.Break;
import dev.understudy.cluster.fault.Fault.Crash;
import dev.understudy.cluster.fault.Fault.Partition;
import dev.understudy.cluster.fault.Fault.Pause;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final Subject SUBJECT = new KeeperSubject(Keeper.Hasty::new);
  private static final Violation VIOLATION =
      new Violation("K1", "K1 what was answered is kept — but request 2 is not", ofMillis(417));
  private static final Schedule WHOLE = new Schedule(
      "keeper",
      42,
      List.of("athens", "byzantium", "cyrene"),
      ofMillis(1500),
      List.of(new Crash("cyrene", null)),
      List.of(
          new Act(ofMillis(100), new KeeperAct.Ask(2)),
          new Break(ofMillis(250), new Pause("athens"), ofMillis(90)),
          new Break(
              ofMillis(300), new Partition(List.of(List.of("athens"), List.of("alice"))), null),
          new Act(ofMillis(1200), new KeeperAct.Ask(1))));

  @Test
  @DisplayName("A report says the promise in words, the seed, how to see it again, and every step")
  void tellsAll() {
    Schedule smallest =
        WHOLE.withSteps(WHOLE.steps().subList(0, 3)).withLength(ofMillis(400)).withSeed(44);
    String text = new Report(SUBJECT, smallest, VIOLATION)
        .shrunkFrom(WHOLE, new Shrunk(smallest, VIOLATION, 31))
        .with("replay", "./lab replay .lab/soak/keeper-k1-42.jsonl")
        .with("picture", ".lab/soak/keeper-k1-42.svg")
        .text();
    assertThat(text).isEqualTo("""
            K1 what was answered is kept — but request 2 is not
              subject  keeper, 3 nodes
              seed     44, noticed at 0.417 s
              shrunk   from 4 steps on 3 nodes to 3 steps on 3 nodes, in 31 runs; found with seed 42
              replay   ./lab replay .lab/soak/keeper-k1-42.jsonl
              picture  .lab/soak/keeper-k1-42.svg
                  0.100 s  alice asks, 2 times
                  0.250 s  pause: athens, for 0.090 s
                  0.300 s  partition: athens | alice, until all is healed
                  0.400 s  all is healed, but for good crash: cyrene""");
  }

  @Test
  @DisplayName("The command to replay can be pasted into a shell, whatever the file is called")
  void replay() {
    assertThat(Report.replayOf(".lab/soak/keeper-k1-42.jsonl"))
        .isEqualTo("./lab replay .lab/soak/keeper-k1-42.jsonl");
    assertThat(Report.replayOf("it's here/ä.jsonl"))
        .isEqualTo("./lab replay 'it'\\''s here/ä.jsonl'");
  }

  @Test
  @DisplayName("One step, one node and one run are told in the singular")
  void singular() {
    Schedule one = new Schedule(
        "keeper",
        42,
        List.of("athens"),
        ofMillis(200),
        List.of(),
        List.of(new Act(ofMillis(100), new KeeperAct.Ask(2))));
    String text = new Report(SUBJECT, one, VIOLATION)
        .shrunkFrom(WHOLE, new Shrunk(one, VIOLATION, 1))
        .text();
    assertThat(text)
        .contains("keeper, 1 node\n", "to 1 step on 1 node, in 1 run\n", "0.200 s  all is healed")
        .doesNotContain("found with seed")
        .endsWith("healed");
  }

  @Test
  @DisplayName("A failure brings report, file and picture that belong together")
  void failure() {
    ChaosRun.Result failed = LongStream.rangeClosed(1, 200)
        .mapToObj(seed -> ChaosRun.of(SUBJECT, Swarm.draw(SUBJECT, seed)))
        .filter(run -> run.violation().isPresent())
        .findFirst()
        .orElseThrow();
    Failure failure = Failure.of(SUBJECT, failed, 300);
    assertThat(failure.name()).isEqualTo("keeper-k1-" + failed.schedule().seed());
    assertThat(failure.file()).startsWith("{\"schema\":\"understudy-schedule-1\"");
    assertThat(failure.picture()).startsWith("<svg").contains("K1 what was answered is kept");
    assertThat(failure.text("a.jsonl", "a.svg"))
        .startsWith("K1 what was answered is kept — but ")
        .contains("  replay   ./lab replay a.jsonl\n  picture  a.svg\n");
  }
}
