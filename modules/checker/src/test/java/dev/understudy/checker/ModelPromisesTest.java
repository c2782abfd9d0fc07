package dev.understudy.checker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.checker.Model.Influence;
import dev.understudy.cluster.Outcome;
import dev.understudy.storage.Command;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a model says of an operation, which the search believes, against its own steps. */
class ModelPromisesTest {
  private static <S, C, R> void hold(
      Model<S, C, R> model, List<S> states, List<C> commands, List<Outcome<R>> outcomes) {
    for (C command : commands) {
      for (Outcome<R> outcome : outcomes) {
        List<S> results = states.stream()
            .flatMap(state -> model.step(state, command, outcome).stream())
            .toList();
        if (model.influence(command, outcome) == Influence.SAME) {
          assertThat(results).as(command + " " + outcome).hasSameSizeAs(states);
          assertThat(results.stream().distinct()).as(command + " " + outcome).hasSize(1);
        }
        for (S state : states) {
          promises(model, state, command, outcome);
        }
      }
    }
  }

  private static <S, C, R> void promises(
      Model<S, C, R> model, S state, C command, Outcome<R> outcome) {
    String what = command + " " + outcome + " in " + state;
    Optional<S> to = model.step(state, command, outcome);
    if (model.influence(command, outcome) == Influence.NONE) {
      assertThat(to.orElse(state)).as(what).isEqualTo(state);
    }
    if (!model.needs(command, outcome).orElse(state).equals(state)) {
      assertThat(to).as(what).isEmpty();
    }
    Optional<S> made = model.makes(command, outcome);
    if (made.isPresent() && to.isPresent()) {
      assertThat(to.get()).as(what).isIn(state, made.get());
    }
  }

  @Test
  @DisplayName("Register: what it says of influence, need and result holds in every state")
  void register() {
    hold(
        new RegisterModel(),
        List.of("nil", "1", "2"),
        List.of(
            new Command.Get("r"),
            new Command.Put("r", "1"),
            new Command.Put("r", "2"),
            new Command.CompareAndSet("r", "1", "2"),
            new Command.CompareAndSet("r", "1", "1"),
            new Command.CompareAndSet("r", null, "1")),
        List.of(
            Outcome.ok("1"),
            Outcome.ok("nil"),
            Outcome.ok("swapped"),
            Outcome.ok("refused"),
            Outcome.unknown("?")));
  }
}
