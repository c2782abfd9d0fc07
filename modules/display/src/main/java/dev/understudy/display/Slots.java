package dev.understudy.display;

import dev.understudy.display.Scene.Call;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Puts calls of one client that overlap in time beside each other, the earliest on the lane. */
final class Slots {
  private Slots() {}

  static List<Call> assign(List<Call> calls) {
    List<Call> placed = new ArrayList<>();
    calls.stream().sorted(Comparator.comparingLong(Call::from)).forEach(call -> {
      int slot = 0;
      while (isTaken(placed, call, slot)) {
        slot++;
      }
      placed.add(call.in(slot));
    });
    return placed;
  }

  private static boolean isTaken(List<Call> placed, Call call, int slot) {
    return placed.stream()
        .filter(c -> c.slot() == slot && c.client().equals(call.client()))
        .anyMatch(c -> c.from() < call.to() && call.from() < c.to());
  }
}
