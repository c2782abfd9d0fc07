package dev.understudy.replication;

import java.util.function.Consumer;

/**
 * Hands a snapshot to one replica: a few chunks are under way, and the next one follows when the other
 * side's disk holds the first of them. What is lost is sent again, from where the other side stands,
 * also when that was away or has restarted.
 */
public final class SnapshotSending {
  /** The same as a value. */
  public record State(Stamp stamp, int wanted, int sent, int wantedAtBeat, int silentBeats) {}

  private static final int SILENT = 3; // so many beats without a word

  private final Snapshot snapshot;
  private final int mostUnderWay;
  private final Consumer<Stamp> offer;
  private final Consumer<Chunk> send;
  private int wanted; // the other side's disk holds the chunks before this one
  private int sent; // so many were sent
  private int wantedAtBeat = -1;
  private int silentBeats;

  /**
   * To be told when the other side wants something, and at every beat.
   *
   * @param mostUnderWay so many chunks are under way, at most
   * @param offer says to the other side which snapshot this is
   * @param send sends it a chunk
   */
  public SnapshotSending(
      Snapshot snapshot, int mostUnderWay, Consumer<Stamp> offer, Consumer<Chunk> send) {
    this.snapshot = snapshot;
    this.mostUnderWay = mostUnderWay;
    this.offer = offer;
    this.send = send;
  }

  /** Which snapshot it hands over. */
  public Stamp stamp() {
    return snapshot.stamp();
  }

  /** Whether the other side has been heard of lately. */
  public boolean isHeard() {
    return silentBeats < SILENT;
  }

  /** Says to the other side what it may have. */
  void begin() {
    offer.accept(stamp());
  }

  /** Asks where the other side stands; what has brought it no further since the last beat is lost. */
  public void beat() {
    if (wanted == wantedAtBeat) {
      sent = wanted;
    }
    wantedAtBeat = wanted;
    silentBeats = Math.min(SILENT, silentBeats + 1);
    offer.accept(stamp());
  }

  /** The other side holds the chunks of this snapshot before that one. */
  public void onWanted(Stamp of, int number) {
    if (!of.equals(stamp()) || number < 0 || number > of.chunks()) {
      return; // of a snapshot that was handed over before
    }
    silentBeats = 0;
    wanted = number;
    sent = Math.max(sent, number);
    while (sent < snapshot.chunks().size() && sent < wanted + mostUnderWay) {
      send.accept(snapshot.chunks().get(sent++));
    }
  }

  /** How far it is. */
  public State state() {
    return new State(stamp(), wanted, sent, wantedAtBeat, silentBeats);
  }
}
