package dev.understudy.zoo;

import dev.understudy.stateless.Database;
import dev.understudy.stateless.LoadBalancer;
import dev.understudy.stateless.chaos.PoolSubject;
import dev.understudy.stateless.chaos.StatelessSubject;
import dev.understudy.stateless.zoo.AcceptsOlder;
import dev.understudy.stateless.zoo.AcknowledgesBeforeFlush;
import dev.understudy.stateless.zoo.ForgetsResult;
import dev.understudy.stateless.zoo.NeverRetries;
import dev.understudy.stateless.zoo.NoSessionTable;
import dev.understudy.stateless.zoo.TableNotSaved;
import dev.understudy.stateless.zoo.TrustsTheSilent;
import java.util.List;
import java.util.function.Supplier;

/** The twins of the database and of the load balancer. */
final class StatelessExhibits {
  private StatelessExhibits() {}

  static List<Exhibit> all() {
    return List.of(
        database("Z14.4", AcknowledgesBeforeFlush::new, "X3")
            .drawnBy(Restarts::often)
            .does("answers what is written and not yet durable")
            .needs("crash of the database", "etcd issue 14370"),
        database("stateless-1", NoSessionTable::new, "X1")
            .does("takes every message for a new command")
            .needs("lost answer", ""),
        database("stateless-2", TableNotSaved::new, "X1")
            .drawnBy(Restarts::often)
            .does("forgets in a crash whom it has answered")
            .needs("crash between a command and its repetition", ""),
        database("stateless-3", AcceptsOlder::new, "X1")
            .does("recognises the last number of a client only, not one that comes late")
            .needs("delay", ""),
        database("stateless-4", ForgetsResult::new, "X2")
            .does("knows that a command was applied, and not what it had answered")
            .needs("lost answer", ""),
        balancer("stateless-5", NeverRetries::new, "X4")
            .does("leaves to the client what a silent API node had under way")
            .needs("crash of an API node", ""),
        balancer("stateless-6", TrustsTheSilent::new, "X5")
            .does("gives the silent their share of the requests all the same")
            .needs("crash of an API node", ""));
  }

  private static Entry database(String number, Supplier<? extends Database> twin, String breaks) {
    return new Entry(number, twin.get(), breaks)
        .subjects(name -> new StatelessSubject(name, twin), new StatelessSubject());
  }

  private static Entry balancer(
      String number, Supplier<? extends LoadBalancer> twin, String breaks) {
    return new Entry(number, twin.get(), breaks)
        .subjects(name -> new PoolSubject(name, twin), new PoolSubject());
  }
}
