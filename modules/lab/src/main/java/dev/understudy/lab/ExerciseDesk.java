package dev.understudy.lab;

import dev.understudy.coach.Catalogue;
import dev.understudy.coach.Exercise;
import dev.understudy.coach.ExerciseException;
import dev.understudy.coach.Judge;
import dev.understudy.coach.Judge.Question;
import dev.understudy.coach.Report;
import dev.understudy.coach.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What the commands about exercises share.
 *
 * @param environment the words that an autograder may give us
 */
record ExerciseDesk(
    Project project, Console console, Interruption interruption, Map<String, String> environment) {
  private static final String WHICH = "which exercise? ./lab exercises list names them";

  List<Exercise> all() {
    return new Catalogue(project.exercises()).all();
  }

  /** The exercise of this name; a wrong name is corrected. */
  Exercise named(String name) {
    if (name == null) {
      throw new WrongInput(WHICH);
    }
    List<Exercise> all = all();
    return new Catalogue(project.exercises()).find(name).orElseThrow(() -> {
      String hint =
          NearMisses.of(name, all.stream().map(one -> one.id().substring(3)).toList());
      return new WrongInput("there is no exercise '" + name + "'"
          + (hint.isEmpty() ? "; ./lab exercises list names all" : hint));
    });
  }

  /** What this project remembers of it. */
  ExerciseMemory memory(Exercise exercise) {
    return new ExerciseMemory(project.privateFolder("exercises/" + exercise.id()), exercise);
  }

  /** Judges this text as what the learner has written. */
  Verdict judge(Judge judge, Exercise exercise, String text, Question question)
      throws InterruptedException {
    if (text.isBlank()) {
      throw new ExerciseException(shown(exercise.learnersFile())
          + " is empty; ./lab exercises reset " + exercise.number() + " puts the beginning there");
    }
    return judge.judge(exercise, text, shown(exercise.learnersFile()), question);
  }

  /** Prints a verdict, keeps the picture of a failure, and remembers a pass. */
  void announce(Exercise exercise, String text, Verdict verdict) {
    StringBuilder answer = new StringBuilder(Report.of(exercise, verdict));
    if (verdict.passed()) {
      memory(exercise).rememberPassed(text);
      answer
          .append("\n./lab exercises solution ")
          .append(exercise.number())
          .append(" shows how we did it.");
    }
    verdict.firstFailure().flatMap(Verdict.Test::failure).ifPresent(failure -> {
      if (!failure.picture().isEmpty()) {
        Path picture = memory(exercise).keepPicture(failure.picture());
        answer.append("\n  picture  ").append(shown(picture));
      }
      answer.append("\n  hint     ./lab exercises hint ").append(exercise.number());
    });
    console.answer(answer.toString());
  }

  /** A path as one types it in the folder of the project. */
  String shown(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    return absolute.startsWith(project.root())
        ? project.root().relativize(absolute).toString().replace('\\', '/')
        : absolute.toString();
  }
}
