package dev.understudy.replication.standby;

import dev.understudy.cluster.Handlers;
import dev.understudy.replication.Copy;
import dev.understudy.replication.Host;
import dev.understudy.replication.standby.StandbyMessage.Differs;
import dev.understudy.replication.standby.StandbyMessage.Fed;
import dev.understudy.replication.standby.StandbyMessage.Feed;
import dev.understudy.replication.standby.StandbyMessage.Handed;
import dev.understudy.replication.standby.StandbyMessage.LabelTold;
import dev.understudy.replication.standby.StandbyMessage.LabelWanted;
import dev.understudy.replication.standby.StandbyMessage.Offer;
import dev.understudy.replication.standby.StandbyMessage.Refused;
import dev.understudy.replication.standby.StandbyMessage.Subscribe;
import dev.understudy.replication.standby.StandbyMessage.Unsubscribe;
import dev.understudy.replication.standby.StandbyMessage.Wanted;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What a member does for the standbys below it. A leader counts its beats; a follower asks the leader
 * for them, as long as somebody wants to be fed. No member follows a standby, so none is in a cycle.
 */
public final class Root {
  private static final int BEATS_OF_INTEREST = 20;

  /**
   * Whom the member obeys.
   *
   * @param epoch its epoch
   * @param leader who leads that; "" if it does not know
   * @param ledFrom where its log ended when it began to lead itself; -1 while it follows
   */
  public record Allegiance(long epoch, String leader, long ledFrom) {}

  /**
   * The same as a value.
   *
   * @param told the label of the leader that it heard last
   * @param beats how often it has beaten
   * @param interest for so many beats it goes on, if nobody else wants to be fed
   * @param downstreams whom it feeds
   */
  public record State(Label told, long beats, int interest, List<Downstreams.State> downstreams) {
    public State {
      downstreams = List.copyOf(downstreams);
    }
  }

  private final Copy copy;
  private final Host host;
  private final Supplier<Allegiance> allegiance;
  private final Downstreams downstreams;
  private Label told = Label.NONE;
  private long beats;
  private int interest; // 0 while it does not beat

  /** Feeds others with this copy. */
  public Root(Copy copy, TreeRules rules, Host host, Supplier<Allegiance> allegiance) {
    this.copy = copy;
    this.host = host;
    this.allegiance = allegiance;
    downstreams = new Downstreams(copy, rules, host);
  }

  /** Those of a member that also speaks to standbys; those of its other messages are to be added. */
  public static Handlers handlers(Supplier<Root> root, Class<?>... families) {
    return Handlers.of(Stream.concat(Arrays.stream(families), Stream.of(StandbyMessage.class))
            .toArray(Class<?>[]::new))
        .on(Subscribe.class, (from, asks) -> root.get().onSubscribe(from, asks))
        .on(Fed.class, (from, fed) -> root.get().onFed(from, fed))
        .on(Wanted.class, (from, wanted) -> root.get().onWanted(from, wanted))
        .on(Differs.class, (from, differs) -> root.get().onDiffers(from))
        .on(Unsubscribe.class, (from, end) -> root.get().downstreams.onUnsubscribe(from))
        .on(LabelWanted.class, (from, wanted) -> root.get().onLabelWanted(from, wanted))
        .on(LabelTold.class, (from, answer) -> root.get().onLabelTold(answer))
        .answers(Feed.class, Offer.class, Handed.class, Refused.class);
  }

  private void onSubscribe(String from, Subscribe asks) {
    boolean isNew = interest == 0;
    interest = BEATS_OF_INTEREST;
    if (isNew) {
      beat();
    }
    goBy();
    downstreams.onSubscribe(from, asks);
  }

  private void onFed(String from, Fed fed) {
    goBy();
    downstreams.onFed(from, fed);
  }

  private void onWanted(String from, Wanted wanted) {
    goBy();
    downstreams.onWanted(from, wanted);
  }

  private void onDiffers(String from) {
    goBy();
    downstreams.onDiffers(from);
  }

  /** Whether somebody is at a snapshot, and needs the log behind it soon. */
  public boolean isHandingOver() {
    return downstreams.isHandingOver();
  }

  private void onLabelWanted(String from, LabelWanted wanted) {
    Allegiance now = allegiance.get();
    if (now.ledFrom() >= 0 && now.epoch() == wanted.epoch()) {
      beats += interest == 0 ? 1 : 0; // otherwise they go on by themselves
      host.send(from, new LabelTold(ours(now)));
    }
  }

  private void onLabelTold(LabelTold answer) {
    if (answer.label().isFresherThan(told)) {
      told = answer.label().deeper();
    }
  }

  private void beat() {
    Allegiance now = allegiance.get();
    interest = downstreams.isEmpty() ? interest - 1 : BEATS_OF_INTEREST;
    beats++;
    if (now.ledFrom() < 0 && !now.leader().isEmpty()) {
      host.send(now.leader(), new LabelWanted(now.epoch()));
    }
    goBy();
    downstreams.beat();
    if (interest > 0) {
      host.setTimer("downstreams", Downstreams.BEAT, this::beat);
    }
  }

  /** Feeds the standbys with what this turn brought; to be called at the end of every turn. */
  public void endOfTurn() {
    if (!downstreams.isEmpty()) {
      goBy();
      downstreams.endOfTurn();
    }
  }

  /** What was told of another epoch than the one that the member obeys now is nobody's label. */
  private void goBy() {
    Allegiance now = allegiance.get();
    boolean isLeading = now.ledFrom() >= 0;
    Label label = isLeading ? ours(now) : told.epoch() == now.epoch() ? told : Label.NONE;
    downstreams.goBy(label, copy.committed());
  }

  private Label ours(Allegiance now) {
    return new Label(now.epoch(), now.ledFrom(), beats, 0);
  }

  /** All that it goes by. */
  public State state() {
    return new State(told, beats, interest, downstreams.state());
  }
}
