package dev.understudy.lab;

import dev.understudy.zoo.Canary;
import dev.understudy.zoo.Exhibit;
import dev.understudy.zoo.Finding;
import dev.understudy.zoo.Hunt;
import dev.understudy.zoo.Quarry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Hunts for all broken twins: what our checks must find, or they prove nothing. */
@Command(
    name = "zoo",
    mixinStandardHelpOptions = true,
    description = {
      "Hunts for broken twins, which are our own classes with one rule left out, and says after how"
          + " many seeds each was found and how small its run was made.",
      "",
      "An interrupted hunt keeps what it has printed."
    },
    footer = {"", "Exit code: 0 all were caught, 1 one was not, 2 wrong usage, 130 interrupted."})
final class ZooCommand implements Callable<Integer> {
  private static final int MOST_SEEDS = 1_000_000; // further on, the next search begins
  private static final long LOOK_UP_EVERY_MILLIS = 100;

  @Parameters(
      arity = "0..*",
      paramLabel = "NAME",
      description = "which twins: their numbers (Z14, storage-2) or classes; all unless given")
  private List<String> names = List.of();

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "try so many seeds at most in each of the nine searches; 500 unless given")
  private Integer seeds;

  @Option(names = "--list", description = "name the twins, and hunt for none")
  private boolean list;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "keep the smallest run of each as a schedule for ./lab replay")
  private Path out;

  @Option(names = "--json", description = "print one JSON object a line")
  private boolean json;

  private final Console console;
  private final Interruption interruption;
  private final List<Exhibit> zoo;

  ZooCommand(Console console, Interruption interruption, List<Exhibit> zoo) {
    this.console = console;
    this.interruption = interruption;
    this.zoo = zoo;
  }

  @Override
  public Integer call() throws InterruptedException {
    List<Exhibit> wanted = wanted();
    ZooAnswer answer = new ZooAnswer(wanted, json);
    Hunt hunt = hunt();
    if (list && out != null) {
      throw new WrongInput("--list hunts for none: leave out --out");
    }
    if (list) {
      wanted.forEach(exhibit -> console.answer(answer.named(exhibit)));
      return Exit.HOLDS;
    }
    if (out != null) {
      folder(); // refused before the hunt, not after it
    }
    List<Long> reported = Canary.reported();
    if (!reported.equals(Canary.planted())) {
      throw new BrokenPromise("the canary was to be reported with the seeds " + Canary.planted()
          + ", but it was with " + reported + ": no other report can be trusted");
    }
    console.tell("zoo: the canary was reported with each of its planted seeds");
    ExecutorService pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try (Stoppable stoppable = new Stoppable(interruption, () -> {})) {
      List<Future<Quarry>> hunts =
          wanted.stream().map(exhibit -> pool.submit(() -> hunt.of(exhibit))).toList();
      return report(wanted, hunts, answer, stoppable);
    } finally {
      pool.shutdownNow();
    }
  }

  /** One line after the other, each as soon as those before it are there. */
  private int report(
      List<Exhibit> wanted, List<Future<Quarry>> hunts, ZooAnswer answer, Stoppable stoppable)
      throws InterruptedException {
    int caught = 0;
    for (int i = 0; i < wanted.size(); i++) {
      console.tell(
          "zoo: hunting " + wanted.get(i).number() + ", " + (i + 1) + " of " + wanted.size());
      Optional<Quarry> quarry = await(hunts.get(i), stoppable);
      if (quarry.isEmpty()) {
        console.tell("lab: interrupted; " + i + " of " + wanted.size() + " were hunted");
        return Exit.INTERRUPTED;
      }
      console.answer(answer.hunted(quarry.get()));
      quarry.get().finding().ifPresent(this::keep);
      caught += quarry.get().isCaught() ? 1 : 0;
    }
    console.answer(answer.end(caught));
    return caught == wanted.size() ? Exit.HOLDS : Exit.DOES_NOT_HOLD;
  }

  private static Optional<Quarry> await(Future<Quarry> hunt, Stoppable stoppable)
      throws InterruptedException {
    while (!stoppable.isStopped()) {
      try {
        return Optional.of(hunt.get(LOOK_UP_EVERY_MILLIS, TimeUnit.MILLISECONDS));
      } catch (TimeoutException goesOn) {
        continue;
      } catch (ExecutionException failure) {
        throw new IllegalStateException(failure.getCause());
      }
    }
    return Optional.empty();
  }

  private Hunt hunt() {
    if (seeds == null) {
      return Hunt.THOROUGH;
    }
    if (seeds < 1 || seeds > MOST_SEEDS) {
      throw new WrongInput("--seeds " + seeds + ": give 1 to " + MOST_SEEDS);
    }
    return new Hunt(Hunt.THOROUGH.searches(), seeds);
  }

  private List<Exhibit> wanted() {
    if (zoo.isEmpty()) {
      throw new WrongInput("there is no twin in the zoo, so nothing would be proved");
    }
    names.forEach(this::checkKnown);
    return zoo.stream()
        .filter(exhibit -> names.isEmpty() || names.stream().anyMatch(name -> isOf(name, exhibit)))
        .toList();
  }

  private static boolean isOf(String name, Exhibit exhibit) {
    return exhibit.number().equalsIgnoreCase(name)
        || exhibit.number().toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ".")
        || exhibit.twin().equalsIgnoreCase(name);
  }

  private void checkKnown(String name) {
    if (zoo.stream().noneMatch(exhibit -> isOf(name, exhibit))) {
      List<String> known = zoo.stream()
          .flatMap(exhibit -> Stream.of(exhibit.number(), exhibit.twin()))
          .distinct()
          .toList();
      String hint = NearMisses.of(name, known);
      throw new WrongInput("there is no twin '" + name + "'"
          + (hint.isEmpty() ? "; ./lab zoo --list names all" : hint));
    }
  }

  private void keep(Finding finding) {
    if (out != null) {
      Path file = folder().resolve(finding.failure().name() + ".jsonl");
      AtomicFile.write(file, finding.failure().file());
      console.tell("wrote " + file);
    }
  }

  private Path folder() {
    try {
      return Files.createDirectories(out);
    } catch (IOException failure) {
      throw new WrongInput("--out " + out + ": cannot be made a folder; give one that is there");
    }
  }
}
