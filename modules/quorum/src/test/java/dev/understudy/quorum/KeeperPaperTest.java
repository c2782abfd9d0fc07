package dev.understudy.quorum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.cluster.ClientMessage.Done;
import dev.understudy.cluster.ClientMessage.Request;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.Node;
import dev.understudy.cluster.Outcome;
import dev.understudy.cluster.trace.TraceEvent;
import dev.understudy.quorum.Change.Copy;
import dev.understudy.quorum.QuorumMessage.Branches;
import dev.understudy.quorum.QuorumMessage.Consent;
import dev.understudy.quorum.QuorumMessage.Found;
import dev.understudy.quorum.QuorumMessage.Leaves;
import dev.understudy.quorum.QuorumMessage.Proposal;
import dev.understudy.quorum.QuorumMessage.Read;
import dev.understudy.quorum.QuorumMessage.Standing;
import dev.understudy.quorum.QuorumMessage.Store;
import dev.understudy.quorum.QuorumMessage.Stored;
import dev.understudy.quorum.QuorumMessage.Survey;
import dev.understudy.quorum.chaos.ShortJournal;
import dev.understudy.storage.Command;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** One node, one handler: athens is ours, the tester plays everybody else. */
class KeeperPaperTest {
  private static final Ballot FIRST = new Ballot(1, "tester", 1);
  private static final Ballot SECOND = new Ballot(2, "tester", 1);
  private static final Version ONE = new Version(1, "alice", 1);
  private static final Version TWO = new Version(2, "bob", 1);

  private final Cluster cluster = Cluster.simulated(7);
  private Scripted tester;

  private void start(Rules rules) {
    cluster.start(() -> new Keeper(rules), "athens");
    tester = cluster.join("tester", new Scripted());
  }

  private void startAlone() {
    start(Rules.of(1, 1, 1).compareEvery(Duration.ZERO));
  }

  private List<Record> says(Record... messages) {
    int before = cluster.state("tester", Scripted.State.class).heard().size();
    for (Record message : messages) {
      tester.say("athens", message);
    }
    cluster.runFor(Duration.ofMillis(50));
    List<Record> heard = cluster.state("tester", Scripted.State.class).heard();
    return heard.subList(before, heard.size());
  }

  private static Copy copy(String value, Version version) {
    return new Copy("toy", value, version, 0);
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  @DisplayName("A node keeps the copy of the later write, in whatever order they come")
  void keepsTheNewer() {
    startAlone();
    assertThat(says(new Store(copy("two", TWO), ""))).containsExactly(new Stored("toy", TWO));
    assertThat(says(new Store(copy("one", ONE), ""))).containsExactly(new Stored("toy", ONE));
    assertThat(says(new Read("toy"))).containsExactly(new Found(copy("two", TWO)));
  }

  @Test
  @DisplayName("Of two tombstones of one delete a node keeps that with the later date")
  void keepsTheLaterDate() {
    startAlone();
    Copy early = new Copy("toy", null, TWO, 1_000);
    Copy late = new Copy("toy", null, TWO, 2_000);
    assertThat(MerkleTree.leafHash(early)).isNotEqualTo(MerkleTree.leafHash(late));
    says(new Store(early, ""), new Store(late, ""));
    assertThat(says(new Read("toy"))).containsExactly(new Found(late));
    says(new Store(early, ""));
    assertThat(says(new Read("toy"))).containsExactly(new Found(late));
  }

  @Test
  @DisplayName("A copy survives a crash, and so does what was promised about a write")
  void durable() {
    startAlone();
    says(new Store(copy("two", TWO), ""));
    says(new Survey("alice", 1, "toy", SECOND));
    cluster.crash("athens");
    cluster.restart("athens");
    cluster.runFor(Duration.ofMillis(50));
    assertThat(says(new Read("toy"))).containsExactly(new Found(copy("two", TWO)));
    assertThat(says(new Proposal("alice", 1, FIRST, ONE))).containsExactly(new Consent(SECOND));
  }

  @Test
  @DisplayName("Who has answered a later attempt consents to no earlier one (Paxos, P1a)")
  void promises() {
    startAlone();
    assertThat(says(new Survey("alice", 1, "toy", SECOND)))
        .containsExactly(new Standing(SECOND, Version.NONE, Ballot.NONE, Version.NONE));
    assertThat(says(new Proposal("alice", 1, FIRST, ONE))).containsExactly(new Consent(SECOND));
    assertThat(says(new Survey("alice", 1, "toy", FIRST)))
        .containsExactly(new Standing(SECOND, Version.NONE, Ballot.NONE, Version.NONE));
  }

  @Test
  @DisplayName("Who has consented to a version says so to a later attempt (Paxos, P2c)")
  void tellsWhatItConsentedTo() {
    startAlone();
    assertThat(says(new Proposal("alice", 1, FIRST, ONE))).containsExactly(new Consent(FIRST));
    assertThat(says(new Survey("alice", 1, "toy", SECOND)))
        .containsExactly(new Standing(SECOND, Version.NONE, FIRST, ONE));
  }

  @Test
  @DisplayName("Nobody is answered about a write when its client has gone on to the next")
  void clientHasGoneOn() {
    startAlone();
    says(new Survey("alice", 2, "toy", FIRST));
    assertThat(says(new Survey("alice", 1, "toy", SECOND))).isEmpty();
    assertThat(says(new Proposal("alice", 1, SECOND, ONE))).isEmpty();
    assertThat(says(new Proposal("alice", 3, FIRST, ONE))).containsExactly(new Consent(FIRST));
  }

  @Test
  @DisplayName("A copy that is kept for its owner is found by who reads, and is not its own")
  void keepsForAnother() {
    startAlone();
    says(new Store(copy("two", TWO), "byzantium"), new Store(copy("one", ONE), "byzantium"));
    assertThat(says(new Read("toy"))).containsExactly(new Found(copy("two", TWO)));
    Keeper.State state = cluster.state("athens", Keeper.State.class);
    assertThat(state.copies()).isEmpty();
    assertThat(state.hints()).containsExactly(new Change.Hint("byzantium", copy("two", TWO)));
  }

  @Test
  @DisplayName(
      "Equal branches are answered by silence, different ones by what is below, down to leaves")
  void branches() {
    tester = new Scripted();
    Iterator<Node> nodes = List.of(
            new Keeper(Rules.of(2, 1, 1).compareEvery(Duration.ZERO)), tester)
        .iterator();
    cluster.start(nodes::next, "athens", "tester");
    says(new Store(copy("two", TWO), ""));
    MerkleTree same = new MerkleTree(List.of(copy("two", TWO)), MerkleTree::leafHash);
    assertThat(says(new Branches("", same.below("")))).isEmpty();
    String path = "";
    while (path.length() < MerkleTree.DEPTH - 1) {
      Branches answer = (Branches) says(new Branches(path, new TreeMap<>())).get(0);
      assertThat(answer.hashes()).isEqualTo(same.below(answer.path())).hasSize(1);
      path = answer.path();
    }
    String leaf = same.below(path).firstKey();
    assertThat(says(new Branches(path, new TreeMap<>())))
        .containsExactly(new Leaves(List.of(leaf), List.of(copy("two", TWO)), true));
    assertThat(says(new Leaves(List.of(leaf), List.of(copy("one", ONE)), true)))
        .containsExactly(new Leaves(List.of(leaf), List.of(copy("two", TWO)), false));
  }

  @Test
  @DisplayName("What depends on the value before is rejected with the reason, not done somehow")
  void rejected() {
    startAlone();
    assertThat(cluster.await(cluster.client("alice").append("toy", "x")))
        .isEqualTo(Outcome.fail(
            "what is to be written depends on what is there, and nobody here knows that for sure:"
                + " only put, get and delete are possible"));
    assertThat(cluster.await(cluster.client("alice").compareAndSet("toy", null, "x")))
        .isInstanceOf(Outcome.Fail.class);
    assertThat(
            cluster.await(cluster.client("alice").put("toy", "x".repeat(Keeper.MOST_CHARACTERS))))
        .isEqualTo(Outcome.fail("more than 65536 characters"));
  }

  @Test
  @DisplayName("More requests than a node can see to are left to others, and nothing is answered")
  void bounded() {
    cluster.start(() -> new Keeper(Rules.of(2, 2, 2)), "athens", "byzantium");
    tester = cluster.join("tester", new Scripted());
    cluster.crash("byzantium"); // so that none of them ends
    for (int i = 1; i <= Coordinator.MOST_UNDER_WAY + 5; i++) {
      tester.say("athens", new Request("client " + i, 1, new Command.Get("toy")));
    }
    cluster.runFor(Duration.ofMillis(50));
    assertThat(cluster.state("athens", Keeper.State.class).underWay())
        .hasSize(Coordinator.MOST_UNDER_WAY);
    cluster.runFor(Coordinator.PATIENCE);
    assertThat(cluster.state("athens", Keeper.State.class).underWay()).isEmpty();
    assertThat(cluster.state("tester", Scripted.State.class).heard())
        .noneMatch(Done.class::isInstance);
  }

  @Test
  @DisplayName("Three copies need three nodes: two say what is missing")
  void tooFewNodes() {
    assertThatThrownBy(
            () -> cluster.start(() -> new Keeper(Rules.of(3, 2, 2)), "athens", "byzantium"))
        .hasStackTraceContaining(
            "there are 2 nodes and 3 copies are wanted: start 3 nodes or more");
  }

  @Test
  @DisplayName(
      "A snapshot stands for what was overwritten, and what it says is there after a crash")
  void compacts() {
    cluster.start(() -> new ShortJournal(Rules.of(1, 1, 1).compareEvery(Duration.ZERO)), "athens");
    tester = cluster.join("tester", new Scripted());
    for (long i = 1; i <= 20; i++) {
      says(new Store(copy("value " + i, new Version(i, "alice", i)), ""));
    }
    Keeper.State before = cluster.state("athens", Keeper.State.class);
    cluster.crash("athens");
    cluster.restart("athens");
    assertThat(cluster.state("athens", Keeper.State.class).copies()).isEqualTo(before.copies());
    List<String> remarks = cluster.trace().events().stream()
        .filter(TraceEvent.Noted.class::isInstance)
        .map(event -> ((TraceEvent.Noted) event).remark())
        .toList();
    assertThat(remarks)
        .startsWith("its log begins behind entry 7", "its log begins behind entry 14");
  }
}
