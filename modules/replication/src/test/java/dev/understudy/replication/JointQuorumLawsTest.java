package dev.understudy.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.replication.Durability.Point;
import dev.understudy.replication.ReplicationMessage.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Who acknowledges and who may lead, by every configuration of three and of five members and amid every
 * switch from one to another: every group of disks that is enough for the one shares a member with every
 * group of answers that is enough for the other. Groups are the bits of a number, the leader is bit 0.
 */
class JointQuorumLawsTest {
  private static final List<String> NAMES =
      List.of("athens", "byzantium", "cyrene", "delphi", "ephesus");
  private static final int LEADER = 1;

  private final Operator operator = new Operator();

  /** A configuration and the one that follows it. */
  private record Change(int members, Configuration before, Configuration after) {
    int majority() {
      return members / 2 + 1;
    }
  }

  private static Stream<Arguments> sizes() {
    return Stream.of(3, 5)
        .flatMap(members -> Stream.of(Mode.values())
            .flatMap(from -> Stream.of(Mode.values())
                .filter(to -> to != from)
                .map(to -> Arguments.of(members, from, to))));
  }

  private static List<String> names(int group) {
    return IntStream.range(0, NAMES.size())
        .filter(i -> (group & 1 << i) != 0)
        .mapToObj(NAMES::get)
        .toList();
  }

  private static IntStream groups(int members) {
    return IntStream.range(0, 1 << members);
  }

  private static IntStream withLeader(int members) {
    return groups(members).filter(group -> (group & LEADER) != 0);
  }

  /** With SYNC every set that the leader is in, with the other modes everybody. */
  private static List<Integer> sets(Mode mode, int members) {
    return mode == Mode.SYNC ? withLeader(members).boxed().toList() : List.of((1 << members) - 1);
  }

  private static List<Change> changes(int members, Mode from, Mode to) {
    List<Change> changes = new ArrayList<>();
    for (int before : sets(from, members)) {
      Configuration first = new Configuration(1, 0, from, names(before));
      for (int after : sets(to, members)) {
        if (Integer.bitCount(after) > members / 2) { // or it is not decided on
          changes.add(new Change(members, first, first.next(to, names(after))));
        }
      }
    }
    return changes;
  }

  /** Whether these disks are enough for a mode. */
  private static boolean suffice(int disks, Mode mode, Configuration configuration, int members) {
    Followers followers = new Followers(NAMES.subList(1, members), 2, 0);
    followers.forEach(
        follower -> follower.hasFlushed(names(disks).contains(follower.name) ? 1 : 0));
    return new Copies(followers, new Rules(), 1).reached(mode, Point.FLUSHED, configuration, 1)
        == 1;
  }

  /**
   * Whether somebody may be promoted who lacks what these disks hold, when these know of the new
   * configuration: by any majority that answers.
   */
  private boolean mayBeLost(Change change, int disks, int knowing) {
    return groups(change.members())
        .filter(answering -> Integer.bitCount(answering) >= change.majority())
        .anyMatch(answering -> {
          SortedMap<String, Standing> candidates =
              operator.mayLead(standings(change, answering, disks, knowing));
          return !candidates.isEmpty()
              && candidates.get(operator.choice(candidates)).lastIndex() == 0;
        });
  }

  private static SortedMap<String, Standing> standings(
      Change change, int answering, int disks, int knowing) {
    SortedMap<String, Standing> standings = new TreeMap<>();
    for (String name : names(answering)) {
      Configuration known = names(knowing).contains(name) ? change.after() : change.before();
      long last = names(disks).contains(name) ? 1 : 0;
      standings.put(name, new Standing(true, 2, last, last, known));
    }
    return standings;
  }

  private static boolean isPromise(Change change) {
    return change.before().mode().isPromise() && change.after().mode().isPromise();
  }

  @ParameterizedTest
  @MethodSource("sizes")
  @DisplayName("Q1 What both modes of a switch acknowledge, whoever may lead amid it holds")
  void joint(int members, Mode from, Mode to) {
    for (Change change : changes(members, from, to)) {
      for (int disks : withLeader(members).toArray()) {
        boolean isTold = isPromise(change)
            && suffice(disks, from, change.before(), members)
            && suffice(disks, to, change.after(), members);
        if (isTold) {
          withLeader(members)
              .forEach(knowing -> assertThat(mayBeLost(change, disks, knowing))
                  .as(change + ", on the disks of " + names(disks) + ", known by " + names(knowing))
                  .isFalse());
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("sizes")
  @DisplayName("Q1 What was promised before a switch, and is safe when the new mode is decided on,"
      + " whoever may lead afterwards holds, also if the new mode promises nothing")
  void promisedBefore(int members, Mode from, Mode to) {
    assertThat(loses(new Rules(), members, from, to)).isEmpty();
  }

  /** The changes by which somebody may be promoted who lacks what was promised before. */
  private List<Change> loses(Rules rules, int members, Mode from, Mode to) {
    return !from.isPromise()
        ? List.of()
        : changes(members, from, to).stream()
            .filter(change -> withLeader(members)
                .filter(disks -> suffice(disks, from, change.before(), members))
                .filter(disks -> isDecidedOn(change, disks, rules.between(from, to)))
                .anyMatch(disks ->
                    withLeader(members).anyMatch(knowing -> mayBeLost(change, disks, knowing))))
            .toList();
  }

  /** Into a set of those in sync come those only that hold what is committed. */
  private static boolean isDecidedOn(Change change, int disks, Mode between) {
    return suffice(disks, between, change.before(), change.members())
        && (change.after().mode() != Mode.SYNC
            || names(disks).containsAll(change.after().members()));
  }

  @Test
  @DisplayName("Without a majority between SYNC and a mode that asks for less, the law is broken")
  void canFail() {
    Rules lax = new Rules() {
      @Override
      protected Mode between(Mode from, Mode to) {
        return to == Mode.SYNC ? Mode.QUORUM : to;
      }
    };
    assertThat(loses(lax, 3, Mode.SYNC, Mode.ASYNC))
        .extracting(change -> change.before().members())
        .contains(List.of("athens"));
    assertThat(loses(lax, 3, Mode.SYNC, Mode.QUORUM)).isEmpty();
    assertThat(loses(lax, 5, Mode.SYNC, Mode.SEMI_SYNC)).isNotEmpty();
  }
}
