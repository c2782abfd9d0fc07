package dev.understudy.replication;

import dev.understudy.replication.ReplicationMessage.Admit;
import dev.understudy.replication.ReplicationMessage.CatchingUp;
import dev.understudy.replication.ReplicationMessage.Configured;
import dev.understudy.replication.ReplicationMessage.Flushed;
import dev.understudy.replication.ReplicationMessage.Introduce;
import dev.understudy.replication.ReplicationMessage.Introduced;
import dev.understudy.replication.ReplicationMessage.Written;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Whether a replica is a member, and how it becomes one again who has lost its disk (after
 * Viewstamped Replication's recovery, Liskov and Cowling 2012, §4.3):
 *
 * <ol>
 *   <li>It promises nothing, leads nothing and is not counted, and asks the others what they obey.
 *   <li>When so many have answered that every majority shares one of them, it obeys the latest epoch,
 *       and follows who leads that or a later one.
 *   <li>A leader that has heard of the new disk counts on the old one no more. When the follower holds
 *       all that the leader held at that moment, it is told so, and is a member.
 * </ol>
 *
 * <p>A crash in between loses nothing but time: it is no member until that is durable.
 */
final class Membership {
  /** The latest that others obey. */
  record Latest(long epoch, Configuration configuration) {}

  private final List<String> others;
  private final Rules rules;
  private final Host host;
  private Disks disks; // durable, or what a lost disk held would be counted on again
  private final SortedMap<String, Introduced> answers = new TreeMap<>(); // volatile: asked again
  private boolean saidTooFew; // volatile: of use to people only

  /** What was saved of it; nothing on an empty disk. */
  Membership(Optional<Disks> saved, int disk, List<String> others, Rules rules, Host host) {
    disks = saved.orElse(new Disks(disk, disk == 1 || !rules.joinsAnew(), new TreeMap<>()));
    this.others = others;
    this.rules = rules;
    this.host = host;
  }

  boolean isMember() {
    return disks.joined();
  }

  Disks disks() {
    return disks;
  }

  /** Asks who has not answered yet. */
  void ask() {
    for (String other : others) {
      if (!answers.containsKey(other) || !answers.get(other).disks().joined()) {
        host.send(other, new Introduce(disks.own()));
      }
    }
  }

  /** Hears that this one has this disk; returns whether that is news. */
  boolean learn(String name, long disk) {
    Disks more = disks.with(name, disk);
    boolean isNews = more != disks;
    if (isNews) {
      disks = more;
      host.save(disks);
    }
    return isNews;
  }

  /** Whether what this one says from this disk counts. */
  boolean counts(String name, long disk) {
    return disks.counts(name, disk);
  }

  /** Returns the latest that the others obey, as soon as enough of them have said so. */
  Optional<Latest> onIntroduced(String from, Introduced told) {
    if (isMember() || told.to() != disks.own()) {
      return Optional.empty();
    }
    answers.put(from, told);
    answers
        .entrySet()
        .removeIf(e -> !disks.counts(e.getKey(), e.getValue().disks().own()));
    Disks.removeLost(answers, Introduced::disks);
    List<Introduced> fromMembers =
        answers.values().stream().filter(answer -> answer.disks().joined()).toList();
    if (fromMembers.size() < rules.answersNeeded(others.size())) {
      sayIfTooFew();
      return Optional.empty();
    }
    answers.forEach((name, answer) -> learnFrom(name, answer.disks()));
    return Optional.of(new Latest(
        fromMembers.stream().mapToLong(Introduced::epoch).max().orElseThrow(),
        fromMembers.stream()
            .map(Introduced::configuration)
            .max(Configuration.BY_VERSION)
            .orElseThrow()));
  }

  private void learnFrom(String name, Disks known) {
    learn(name, known.own());
    known.others().forEach((other, disk) -> {
      if (!other.equals(host.self())) {
        learn(other, disk);
      }
    });
  }

  /** More disks are lost at once than anybody can make up for: nobody knows what they had promised. */
  private void sayIfTooFew() {
    List<String> lost = new ArrayList<>();
    answers.forEach((name, answer) -> {
      if (!answer.disks().joined()) {
        lost.add(name);
      }
    });
    int needed = rules.answersNeeded(others.size());
    if (!saidTooFew && others.size() - lost.size() < needed) {
      saidTooFew = true;
      host.trace("cannot join anew: " + needed + " of " + others + " must say what they obey, and "
          + String.join(" and ", lost) + (lost.size() == 1 ? " has" : " have")
          + " lost the disk too; restore a backup");
    }
  }

  /** A leader says that this replica holds all that it must. */
  boolean onAdmit(Admit admit) {
    if (isMember() || admit.disk() != disks.own()) {
      return false;
    }
    disks = disks.asMember();
    host.save(disks);
    host.trace("is a member again, on disk " + disks.own());
    return true;
  }

  /** The same, said from this disk; who is no member says only how far it is. */
  Record signed(Record answer) {
    if (answer instanceof Flushed flushed) {
      return isMember()
          ? new Flushed(flushed.epoch(), flushed.index(), flushed.applied(), disks.own())
          : new CatchingUp(flushed.epoch(), flushed.index(), disks.own());
    }
    return answer;
  }

  Written written(long epoch, long index) {
    return new Written(epoch, index, disks.own());
  }

  Configured configured(Configuration saved) {
    return new Configured(saved.epoch(), saved.version(), disks.own());
  }

  /** Who has answered, as far as that matters. */
  List<String> introducedTo() {
    return List.copyOf(answers.keySet());
  }
}
