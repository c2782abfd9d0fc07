package dev.understudy.lab;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.coach.Exercise;
import dev.understudy.coach.ExerciseException;
import dev.understudy.coach.Judge;
import dev.understudy.coach.Judge.Question;
import dev.understudy.coach.Seeds;
import dev.understudy.coach.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Counts points, for people and for autograders. A group of tests earns its points as a whole. */
@Command(
    name = "grade",
    mixinStandardHelpOptions = true,
    description = {
      "Runs all tests of all exercises, or of those named, and counts the points.",
      "",
      "With seeds in the variable UNDERSTUDY_SEEDS, commas between them, those are used and not"
          + " told. What is graded runs as you: grade strangers in a container."
    },
    footer = {"", "Exit code: 0 all points, 1 fewer, 2 wrong usage or input, 130 interrupted."})
final class GradeCommand implements Callable<Integer> {
  static final String SECRET_SEEDS = "UNDERSTUDY_SEEDS";
  private static final String SCHEMA = "understudy-grade-1";

  @Parameters(paramLabel = "NN", description = "which exercises; all unless given")
  private List<String> names = List.of();

  @Option(names = "--json", description = "print one JSON object")
  private boolean json;

  /** One exercise, graded. */
  private record Grade(Exercise exercise, Verdict verdict) {
    int points() {
      return exercise.groups().stream()
          .filter(verdict::hasEarned)
          .mapToInt(Exercise.Group::points)
          .sum();
    }
  }

  private final ExerciseDesk desk;

  GradeCommand(ExerciseDesk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() throws InterruptedException {
    String secret = desk.environment().getOrDefault(SECRET_SEEDS, "");
    List<Long> seeds = secret.isBlank() ? List.of() : Seeds.parse(SECRET_SEEDS, secret);
    List<Exercise> chosen = names.isEmpty()
        ? desk.all()
        : names.stream().map(desk::named).distinct().toList();
    List<Callable<Grade>> jobs = new ArrayList<>();
    chosen.forEach(exercise -> jobs.add(() -> grade(exercise, new Question(seeds, false))));
    List<Grade> grades = new Jobs(desk.interruption()).run(1, jobs);
    int points = grades.stream().mapToInt(Grade::points).sum();
    int most = chosen.stream().mapToInt(Exercise::points).sum();
    if (json) {
      desk.console().answer(json(grades, points, most, !seeds.isEmpty()).toString());
    } else {
      grades.forEach(this::print);
      desk.console().answer(points + " of " + most + " points");
    }
    return points == most ? Exit.HOLDS : Exit.DOES_NOT_HOLD;
  }

  /** A file that is missing or empty earns nothing, and does not keep the others from being graded. */
  private Grade grade(Exercise exercise, Question question) throws InterruptedException {
    try {
      Judge judge = new Judge(Judge.DEFAULT_LIMIT);
      return new Grade(exercise, desk.judge(judge, exercise, exercise.learnersText(), question));
    } catch (ExerciseException problem) {
      return new Grade(exercise, new Verdict(List.of(), List.of(problem.getMessage()), ""));
    }
  }

  private void print(Grade grade) {
    Exercise exercise = grade.exercise();
    desk.console()
        .answer(exercise.id() + ": " + grade.points() + " of " + exercise.points() + " points");
    grade.verdict().problems().forEach(problem -> desk.console().answer("  " + problem));
    for (Exercise.Group group : exercise.groups()) {
      int earned = grade.verdict().hasEarned(group) ? group.points() : 0;
      desk.console()
          .answer(String.format(
              Locale.ROOT,
              "  %3d of %3d  %s: %s",
              earned,
              group.points(),
              group.name(),
              group.title()));
    }
  }

  private static ObjectNode json(List<Grade> grades, int points, int most, boolean isSecret) {
    ObjectNode object = JsonNodeFactory.instance
        .objectNode()
        .put("schema", SCHEMA)
        .put("seeds", isSecret ? "secret" : "default")
        .put("points", points)
        .put("mostPoints", most);
    ArrayNode exercises = object.putArray("exercises");
    for (Grade grade : grades) {
      ObjectNode one = exercises
          .addObject()
          .put("id", grade.exercise().id())
          .put("title", grade.exercise().title())
          .put("points", grade.points())
          .put("mostPoints", grade.exercise().points())
          .put("passed", grade.verdict().passed());
      ArrayNode problems = one.putArray("problems");
      grade.verdict().problems().forEach(problem -> problems.add(told(problem, isSecret)));
      ArrayNode groups = one.putArray("groups");
      grade
          .exercise()
          .groups()
          .forEach(group -> json(groups.addObject(), group, grade.verdict(), isSecret));
    }
    return object;
  }

  private static void json(
      ObjectNode object, Exercise.Group group, Verdict verdict, boolean isSecret) {
    object
        .put("name", group.name())
        .put("title", group.title())
        .put("points", verdict.hasEarned(group) ? group.points() : 0)
        .put("mostPoints", group.points());
    ArrayNode tests = object.putArray("tests");
    for (Verdict.Test test : verdict.tests()) {
      if (test.group().equals(group.name())) {
        ObjectNode one = tests
            .addObject()
            .put("moral", test.moral())
            .put("result", test.result().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        test.failure().ifPresent(failure -> one.put("failure", told(failure.text(), isSecret)));
      }
    }
  }

  /** Who learns a secret seed can write a class that works with it alone. */
  private static String told(String text, boolean isSecret) {
    return isSecret ? text.replaceAll("seed -?\\d+", "a secret seed") : text;
  }
}
