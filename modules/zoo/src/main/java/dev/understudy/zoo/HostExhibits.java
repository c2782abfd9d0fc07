package dev.understudy.zoo;

import dev.understudy.chaos.Schedule;
import dev.understudy.chaos.Subject;
import dev.understudy.cluster.Probe;
import dev.understudy.cluster.fault.Fault.Crash;
import dev.understudy.cluster.fault.Fault.SlowDisk;
import dev.understudy.cluster.zoo.SpeaksBeforeFlush;
import java.time.Duration;
import java.util.List;

/** The twin of what hosts every protocol. */
final class HostExhibits {
  private HostExhibits() {}

  static List<Exhibit> all() {
    return List.of(new Entry("Z14.2", new SpeaksBeforeFlush(), "W4")
        .subjects(name -> new HostSubject(name, SpeaksBeforeFlush::new), sound())
        .drawnBy(HostExhibits::restarts)
        .does("answers before its disk has the record, in the host of all protocols")
        .needs("crash", "etcd issue 14370"));
  }

  static Subject sound() {
    return new HostSubject("host", Probe::new);
  }

  private static Schedule restarts(Subject subject, long seed) {
    Script script = new Script(subject, seed);
    script.breaks(new SlowDisk("athens", Duration.ofMillis(script.random().nextInt(1, 10))));
    for (int round = 0; round < 10; round++) {
      script
          .act(new HostSubject.HostAct.HandOver())
          .pass(1, 20)
          .breaks(new Crash("athens", null), 10)
          .pass(20, 600);
    }
    return script.of(1);
  }
}
