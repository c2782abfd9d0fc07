package dev.understudy.coach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.coach.Judge.Question;
import dev.understudy.coach.Verdict.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What learners' classes do to who judges them; in other JVMs, so in real time. */
@Execution(ExecutionMode.CONCURRENT)
class JudgeRealTimeTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String RUNNING = "running-";

  @TempDir
  private Path folder;

  private Verdict judge(String text) throws InterruptedException {
    return judge(text, LIMIT, Question.FIRST_FAILURE);
  }

  private Verdict judge(String text, Duration limit, Question question)
      throws InterruptedException {
    try (Judge judge = new Judge(limit)) {
      return judge.judge(TinyExercise.in(folder), text, "yours/Tiny.java", question);
    }
  }

  private static List<Result> results(Verdict verdict) {
    return verdict.tests().stream().map(Verdict.Test::result).toList();
  }

  @Test
  @DisplayName("What is right passes every test, also when it prints in between")
  void passes() throws InterruptedException {
    Verdict verdict = judge(TinyExercise.with("System.out.print(number); return 2 * number;"));
    assertThat(verdict.passed()).isTrue();
    assertThat(verdict.printed()).startsWith("3334441000");
    assertThat(Report.of(TinyExercise.in(folder), verdict))
        .contains("passed, all 3 tests", "it printed:\n  3334441000");
  }

  @Test
  @DisplayName("The first failure ends it; the text has moral, promise, seed, last events, replay")
  void stopsAtFirst() throws InterruptedException {
    Verdict verdict = judge(TinyExercise.with("return Math.min(7, 2 * number);"));
    assertThat(results(verdict)).containsExactly(Result.PASSED, Result.FAILED, Result.NOT_RUN);
    assertThat(verdict.passed()).isFalse();
    assertThat(Report.of(TinyExercise.in(folder), verdict))
        .contains("1 of 3 tests passed")
        .contains("Twice four is eight")
        .contains("T4 twice 4 is 8 — but it is 7 [seed 1, virtual time 0.000000 s]")
        .contains("./lab exercises run 01 --seed 1");
  }

  @Test
  @DisplayName("On request it goes on after a failure, and with the seeds it was given")
  void goesOn() throws InterruptedException {
    Question question = new Question(List.of(17L), false);
    Verdict verdict =
        judge(TinyExercise.with("return number == 4 ? 7 : 2 * number;"), LIMIT, question);
    assertThat(results(verdict)).containsExactly(Result.PASSED, Result.FAILED, Result.PASSED);
    assertThat(verdict.firstFailure().orElseThrow().failure().orElseThrow().seed())
        .contains(17L);
    Exercise tiny = TinyExercise.in(folder);
    assertThat(tiny.groups().stream().map(verdict::hasEarned)).containsExactly(false, true);
  }

  @Test
  @DisplayName("What does not compile is shown as javac shows it, with file and line")
  void compileError() throws InterruptedException {
    Verdict verdict = judge(TinyExercise.with("retrun number;"));
    assertThat(verdict.passed()).isFalse();
    assertThat(verdict.problems().get(0)).startsWith("yours/Tiny.java:3: error: ");
    assertThat(verdict.problems().get(0)).contains("\n    retrun number;\n").contains("^");
    assertThat(Report.of(TinyExercise.in(folder), verdict)).contains("not passed");
  }

  @Test
  @DisplayName("A class with a package, or of another name, is told what must stay as it was")
  void otherPackage() throws InterruptedException {
    for (String text :
        List.of("package mine;\n" + TinyExercise.with("return 0;"), "class Other {}")) {
      Verdict verdict = judge(text);
      assertThat(verdict.problems()).hasSize(1);
      assertThat(verdict.problems().get(0))
          .startsWith("yours/Tiny.java: the suite finds no class Tiny in it")
          .doesNotContain("TinyTrial.java");
    }
  }

  @Test
  @DisplayName("A loop without end is ended, and shown where it is")
  void endlessLoop() throws InterruptedException {
    String text = TinyExercise.with("while (number == 3) {} return 2 * number;");
    int seconds = 2;
    Verdict verdict = judge(text, Duration.ofSeconds(seconds), Question.FIRST_FAILURE);
    while (!isPlaced(verdict) && seconds < LIMIT.toSeconds()) { // a busy machine was not there yet
      seconds *= 2;
      verdict = judge(text, Duration.ofSeconds(seconds), Question.FIRST_FAILURE);
    }
    assertThat(results(verdict)).containsExactly(Result.FAILED, Result.NOT_RUN, Result.NOT_RUN);
    assertThat(Report.of(TinyExercise.in(folder), verdict))
        .contains(
            "it still ran after " + seconds + " s: look for a loop without end\n  at Tiny.java:3");
  }

  private static boolean isPlaced(Verdict verdict) {
    return verdict
        .firstFailure()
        .flatMap(Verdict.Test::failure)
        .filter(failure -> !failure.place().isEmpty())
        .isPresent();
  }

  @Test
  @DisplayName("A class that ends its JVM has not passed, whatever status it gives")
  void systemExit() throws InterruptedException {
    Verdict verdict = judge(TinyExercise.with("System.exit(0); return 2 * number;"));
    assertThat(results(verdict)).containsExactly(Result.FAILED, Result.NOT_RUN, Result.NOT_RUN);
    assertThat(Report.of(TinyExercise.in(folder), verdict))
        .contains("it ended the JVM (status 0) before the suite was done");
    verdict = judge(TinyExercise.with("return 2 * number;")
        .replace("public int", "static { Runtime.getRuntime().halt(0); } public int"));
    assertThat(verdict.passed()).isFalse();
  }

  @Test
  @DisplayName("A flood of output is cut off, and does not hold the class up")
  void flood() throws InterruptedException {
    Verdict verdict = judge(
        TinyExercise.with(
            "for (int i = 0; i < 300; i++) System.out.print(\"x\".repeat(10_000)); return 2 * number;"));
    assertThat(verdict.passed()).isTrue();
    assertThat(verdict.printed()).hasSizeLessThan(9_000).endsWith(" bytes more");
  }

  @Test
  @DisplayName(
      "An exception, a recursion without end, and threads left behind are no end of the judge")
  void otherMischief() throws InterruptedException {
    Verdict thrown = judge(TinyExercise.with("int[] one = {1}; return one[7];"));
    assertThat(Report.of(TinyExercise.in(folder), thrown))
        .contains("ArrayIndexOutOfBoundsException: Index 7")
        .contains("at Tiny.java:3");
    Verdict deep = judge(TinyExercise.with("return twice(number) + 1;"));
    assertThat(Report.of(TinyExercise.in(folder), deep)).contains("StackOverflowError");
    Verdict threads = judge(TinyExercise.with(
        "new Thread(() -> { while (true) {} }).start();" + " return 2 * number;"));
    assertThat(threads.passed()).isTrue();
  }

  @Test
  @DisplayName("A judge who is interrupted leaves no JVM behind")
  void interrupted() throws InterruptedException, IOException {
    Exercise tiny = TinyExercise.in(folder);
    String text = TinyExercise.with(
        "try { java.nio.file.Files.createFile(java.nio.file.Path.of(\""
            + folder.resolve(RUNNING)
            + "\" + ProcessHandle.current().pid())); } catch (java.io.IOException broken) { return 0; } while (true) {}");
    Thread caller = new Thread(() -> {
      try (Judge judge = new Judge(LIMIT)) {
        judge.judge(tiny, text, "yours/Tiny.java", Question.FIRST_FAILURE);
      } catch (InterruptedException expected) {
        Thread.currentThread().interrupt();
      }
    });
    try (WatchService watch = folder.getFileSystem().newWatchService()) {
      folder.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
      caller.start();
      while (running().isEmpty()) {
        watch.take().reset();
      }
    }
    ProcessHandle child = ProcessHandle.of(running().get()).orElseThrow();
    caller.interrupt();
    caller.join();
    assertThat(child.isAlive()).isFalse();
  }

  /** The process that has said with a file that it runs. */
  private Optional<Long> running() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith(RUNNING))
          .map(name -> Long.valueOf(name.substring(RUNNING.length())))
          .findFirst();
    }
  }

  @Test
  @DisplayName(
      "Whose JVM is kept: the next class is loaded anew, hears its own output, its own seeds")
  void keptJvm() throws InterruptedException {
    Exercise tiny = TinyExercise.in(folder);
    String pid = "System.out.print(ProcessHandle.current().pid() + \" \"); ";
    String right = TinyExercise.with(pid + "return 2 * number;");
    String wrong = TinyExercise.with(pid + "return 0;");
    String ends = TinyExercise.with(pid + "System.exit(0); return 0;");
    try (Judge judge = Judge.keepingItsJvm(LIMIT)) {
      Verdict first = judge.judge(tiny, right, "right", new Question(List.of(17L, 18L), false));
      assertThat(first.passed()).isTrue();
      assertThat(processes(first)).hasSize(6);
      Verdict second = judge.judge(tiny, wrong, "wrong", Question.FIRST_FAILURE);
      assertThat(results(second)).containsExactly(Result.FAILED, Result.NOT_RUN, Result.NOT_RUN);
      assertThat(second.firstFailure().orElseThrow().failure().orElseThrow().seed())
          .contains(1L);
      assertThat(processes(second)).hasSize(1).isSubsetOf(processes(first));
      assertThat(judge.judge(tiny, "no java", "none", Question.FIRST_FAILURE).problems())
          .isNotEmpty();
      Verdict ended = judge.judge(tiny, ends, "ends", Question.FIRST_FAILURE);
      assertThat(Report.of(tiny, ended)).contains("it ended the JVM (status 0)");
      Verdict last = judge.judge(tiny, right, "right", Question.FIRST_FAILURE);
      assertThat(last.passed()).isTrue();
      assertThat(processes(last)).hasSize(9).doesNotContainAnyElementsOf(processes(first));
    }
  }

  private static List<String> processes(Verdict verdict) {
    return List.of(verdict.printed().strip().split(" "));
  }

  @Test
  @DisplayName("In a kept JVM each class has the whole time: nobody watches it for the one before")
  void keptJvmWatchesOne() throws InterruptedException {
    Exercise tiny = TinyExercise.in(folder);
    String text = TinyExercise.with("Thread[] all = new Thread[99]; long watches;"
        + " long begun = System.nanoTime(); do {"
        + " watches = java.util.Arrays.stream(all, 0, Thread.enumerate(all))"
        + ".filter(one -> one.getName().equals(\"watch\")).count();"
        + " } while (watches > 1 && System.nanoTime() - begun < 20_000_000_000L);"
        + " return watches == 1 ? 2 * number : 0;");
    try (Judge judge = Judge.keepingItsJvm(LIMIT)) {
      for (int time = 1; time <= 2; time++) {
        Verdict verdict = judge.judge(tiny, text, "watched", Question.FIRST_FAILURE);
        assertThat(verdict.passed()).as("time %s", time).isTrue();
      }
    }
  }

  @Test
  @DisplayName("The two-way check lets what is as it must be through, and nothing else")
  void twoWays() throws InterruptedException {
    Exercise tiny = TinyExercise.in(folder);
    List<TwoWayCheck.Case> cases = TwoWayCheck.casesOf(tiny);
    assertThat(cases).hasSize(5);
    TwoWayCheck.Case stub = cases.get(0);
    TwoWayCheck.Case solution = cases.get(1);
    TwoWayCheck.Case mutant = cases.get(2);
    try (TwoWayCheck check = new TwoWayCheck(LIMIT)) {
      for (TwoWayCheck.Case one : cases) {
        assertThat(check.problem(one)).as(one.name()).isEmpty();
      }
      assertThat(check.problem(with(stub, solution.text())))
          .hasValueSatisfying(problem -> assertThat(problem).contains("must refuse it"));
      assertThat(check.problem(with(solution, stub.text())))
          .hasValueSatisfying(problem -> assertThat(problem).contains("does not pass"));
      assertThat(check.problem(with(mutant, solution.text())))
          .hasValueSatisfying(problem -> assertThat(problem).contains("must refuse it"));
      assertThat(check.problem(with(mutant, cases.get(3).text())))
          .hasValueSatisfying(problem ->
              assertThat(problem).contains("does not say 'T3 twice 3 is 6 — but it is 0'"));
      assertThat(check.problem(with(mutant, "no java")))
          .hasValueSatisfying(problem -> assertThat(problem).contains("no test of the suite"));
    }
  }

  private static TwoWayCheck.Case with(TwoWayCheck.Case one, String text) {
    return new TwoWayCheck.Case(one.exercise(), one.kind(), text, one.mutant());
  }
}
