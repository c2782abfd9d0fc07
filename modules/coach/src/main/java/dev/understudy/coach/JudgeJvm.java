package dev.understudy.coach;

import dev.understudy.cluster.Cluster;
import dev.understudy.coach.Verdict.Failure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.platform.launcher.Launcher;

/**
 * The program in the child of a {@link Judge}. It makes itself ready, waits for an {@link Order} on
 * its standard input, and tells in a file what happens, as it happens; then for the next one, until
 * there is no more to read.
 */
public final class JudgeJvm {
  /** It warns that several modules bring their settings for tests along, which a learner cannot mend. */
  private static final Logger JUNIT = Logger.getLogger("org.junit.platform");

  private JudgeJvm() {}

  /** Takes no arguments. */
  public static void main(String[] arguments) throws IOException {
    ProcessHandle.current()
        .parent()
        .ifPresent(parent -> parent.onExit().thenRun(() -> Runtime.getRuntime().halt(1)));
    Logger.getLogger("").setLevel(Level.WARNING); // Vert.x and JUnit tell of every start
    JUNIT.setLevel(Level.SEVERE);
    Launcher launcher = SuiteRun.launcher();
    warmUp();
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      Order order = Order.read(line);
      try (Testimony testimony = Testimony.to(Path.of(order.answer()))) {
        run(launcher, order, testimony);
      }
      if (!order.isLast()) {
        Printed.sayDone(System.out);
      }
    }
    Runtime.getRuntime().halt(0); // threads that the class has left must not keep this JVM
  }

  private static void warmUp() {
    try (Cluster cluster = Cluster.simulated(0)) {
      cluster.client("nobody");
    }
  }

  private static void run(Launcher launcher, Order order, Testimony testimony) {
    Thread watch = watch(Thread.currentThread(), order, testimony);
    try {
      System.setProperty(Seeds.PROPERTY, Seeds.text(order.seeds()));
      OwnClasses own = OwnClasses.in(order.classes());
      Thread.currentThread().setContextClassLoader(own); // where JUnit looks for the suite again
      Class<?> suite = Class.forName(order.suite(), false, own);
      SuiteRun run = SuiteRun.of(launcher, suite);
      testimony.planned(run);
      for (int test = 0; test < run.size(); test++) {
        testimony.began(test);
        Optional<Failure> failure =
            run.run(test, order.className(), order.title() + ": " + run.moral(test));
        testimony.ended(test, failure);
        if (failure.isPresent() && order.stopsAtFirst()) {
          break;
        }
      }
      testimony.done();
    } catch (Throwable broken) { // whatever it is: silence would look like an end of the JVM
      testimony.broke(String.valueOf(broken), Failures.place(broken, order.className()));
    } finally {
      watch.interrupt();
    }
  }

  /** Says where the class is when its time is over, and ends this JVM: nobody can stop a thread. */
  private static Thread watch(Thread judged, Order order, Testimony testimony) {
    Thread watch = new Thread(
        () -> {
          try {
            Thread.sleep(order.limitMillis());
          } catch (InterruptedException done) {
            return;
          }
          testimony.stuck(
              Failures.place(judged.getStackTrace(), order.className()),
              Duration.ofMillis(order.limitMillis()));
          Runtime.getRuntime().halt(1);
        },
        "watch");
    watch.setDaemon(true);
    watch.start();
    return watch;
  }
}
