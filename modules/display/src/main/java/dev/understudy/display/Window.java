package dev.understudy.display;

import dev.understudy.cluster.trace.TraceEvent;
import dev.understudy.cluster.trace.TraceEvent.ClientReturned;
import dev.understudy.cluster.trace.TraceEvent.FaultBegan;
import dev.understudy.cluster.trace.TraceEvent.FaultEnded;
import dev.understudy.cluster.trace.TraceEvent.Noted;
import dev.understudy.cluster.trace.TraceEvent.RoleChanged;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which part of a long trace a picture shows: around the moment or the fault that was asked for, or
 * else the stretch in which most went wrong and most was done about it.
 */
final class Window {
  private final List<TraceEvent> events;
  private final List<Long> times;
  private final int most;
  private final int first;
  private final int last;

  /**
   * Chooses among drawn events.
   *
   * @param times when each of them happened, in order
   */
  Window(List<TraceEvent> events, List<Long> times, DiagramOptions options) {
    this.events = events;
    this.times = times;
    this.most = options.maximumEvents();
    if (options.fault() != 0) {
      FaultBegan fault = fault(options.fault());
      int begin = index(fault.atNanos()) - most / 6;
      int end = index(endOf(fault)) + most / 6;
      this.first = Math.max(0, begin);
      this.last = Math.min(times.size(), Math.min(first + most, end)) - 1;
    } else {
      int begin = options.moment() != null
          ? index(options.moment().toNanos()) - most * 2 / 3
          : times.size() > most ? mostInteresting() : 0;
      this.first = Math.max(0, Math.min(begin, times.size() - most));
      this.last = Math.min(times.size(), first + most) - 1;
    }
  }

  boolean isWhole() {
    return first == 0 && last == times.size() - 1;
  }

  /** Where the window begins, if the whole begins at {@code begin}. */
  long from(long begin) {
    return first == 0 ? begin : times.get(first);
  }

  /** Where the window ends, if the whole ends at {@code end}. */
  long to(long end) {
    return last == times.size() - 1 ? end : times.get(last);
  }

  private FaultBegan fault(long number) {
    TreeSet<Long> numbers = new TreeSet<>();
    for (TraceEvent event : events) {
      if (event instanceof FaultBegan fault) {
        if (fault.fault() == number) {
          return fault;
        }
        numbers.add(fault.fault());
      }
    }
    throw new IllegalArgumentException("the trace has no fault " + number
        + (numbers.isEmpty() ? ", nor any other" : "; there are " + numbers));
  }

  private long endOf(FaultBegan fault) {
    return events.stream()
        .filter(e -> e instanceof FaultEnded ended && ended.fault() == fault.fault())
        .mapToLong(TraceEvent::atNanos)
        .findFirst()
        .orElse(Long.MAX_VALUE);
  }

  /** How many drawn events lie before a moment. */
  private int index(long at) {
    int low = 0;
    int high = times.size();
    while (low < high) {
      int middle = (low + high) / 2;
      if (times.get(middle) < at) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /**
   * Of all windows those that hold most of interest, and of the first row of them one that leaves room
   * before what happens: two thirds along.
   */
  private int mostInteresting() {
    TreeMap<Long, Integer> upTo = new TreeMap<>();
    upTo.put(Long.MIN_VALUE, 0);
    int sum = 0;
    TreeSet<Long> epochs = new TreeSet<>();
    for (TraceEvent event : events) {
      sum += interest(event, epochs);
      upTo.put(event.atNanos(), sum);
    }
    int best = -1;
    int begin = 0;
    int end = 0;
    for (int i = 0; i + most <= times.size(); i++) {
      int held = upTo.floorEntry(times.get(i + most - 1)).getValue()
          - upTo.lowerEntry(times.get(i)).getValue();
      if (held > best) {
        best = held;
        begin = i;
        end = i;
      } else if (held == best && end == i - 1) {
        end = i;
      }
    }
    return begin + (end - begin) * 2 / 3;
  }

  private static int interest(TraceEvent event, TreeSet<Long> epochs) {
    if (event instanceof RoleChanged role) {
      epochs.add(role.epoch());
      boolean begins = role.epoch() <= epochs.first(); // a cluster that begins is no news
      return begins ? 0 : Palette.isLeading(role.role()) ? 4 : 1;
    } else if (event instanceof ClientReturned returned) {
      return returned.ok() ? 0 : 3;
    } else if (event instanceof FaultBegan) {
      return 4;
    }
    return event instanceof FaultEnded || event instanceof Noted ? 2 : 0;
  }
}
