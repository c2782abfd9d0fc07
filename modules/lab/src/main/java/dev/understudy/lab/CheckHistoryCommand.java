package dev.understudy.lab;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.checker.Linearizability;
import dev.understudy.checker.OffendingPart;
import dev.understudy.checker.Operation;
import dev.understudy.checker.Shown;
import dev.understudy.checker.Verdict;
import dev.understudy.checker.file.Dialect;
import dev.understudy.checker.file.HistoryFile;
import dev.understudy.checker.file.UnreadableHistoryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Judges a history that somebody recorded: is there an order that explains it? */
@Command(
    name = "check-history",
    mixinStandardHelpOptions = true,
    description = {
      "Says whether a recorded history is linearizable: the first line is 'linearizable', 'not"
          + " linearizable' or 'unknown'. If it is not, the smallest part that no order explains"
          + " follows.",
      "",
      "It reads what Jepsen logged ('INFO  jepsen.util - 0 :invoke :write 3'), EDN as Knossos and"
          + " Porcupine have it ('{:process 0, :type :invoke, :f :cas, :value [1 2]}', one after"
          + " the other or in a vector) and our own JSON lines. An operation that ends with :info,"
          + " or not at all, may have happened, may happen still, or never; one that ends with :fail"
          + " did not happen, except that a cas that fails without an error found another value."
    },
    footer = {
      "",
      "Exit code: 0 linearizable, 1 not linearizable, 2 wrong usage or input, 3 unknown."
    })
final class CheckHistoryCommand implements Callable<Integer> {
  private static final String SCHEMA = "understudy-check-history-1";
  private static final long MOST_BYTES = 1L << 30;

  @Parameters(paramLabel = "FILE", description = "the history")
  private Path file;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description = "what it is a history of: cas-register (read, write, cas), kv-append (get, put,"
          + " append), lock (acquire, release) or store (our own)")
  private String model;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "" + Linearizability.MOST_STEPS,
      description = "give a key up after so many steps; ${DEFAULT-VALUE} unless given")
  private long steps;

  @Option(names = "--json", description = "print one JSON object")
  private boolean json;

  private final Console console;

  CheckHistoryCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (steps < 1) {
      throw new WrongInput("--steps " + steps + ": give 1 or more");
    }
    return judge(dialect());
  }

  private Dialect<?, ?, ?> dialect() {
    List<String> names = Dialect.ALL.stream().<String>map(Dialect::name).toList();
    String known = String.join(", ", names);
    if (model == null) {
      throw new WrongInput("which model? Give --model with one of " + known);
    }
    return Dialect.ALL.stream()
        .filter(one -> one.name().equals(model))
        .findFirst()
        .orElseThrow(() -> new WrongInput("there is no model '" + model + "', only " + known));
  }

  private <S, C, R> int judge(Dialect<S, C, R> dialect) {
    HistoryFile<S, C, R> read = read(dialect);
    Verdict verdict = Linearizability.check(read.history(), dialect.model(), steps);
    if (verdict instanceof Verdict.NotLinearizable no) {
      OffendingPart<C, R> part =
          Linearizability.offendingPart(read.history(), dialect.model(), no, steps);
      console.answer(json ? object(read, no, part).toString() : text(read, no, part));
      return Exit.DOES_NOT_HOLD;
    }
    boolean isLinearizable = verdict instanceof Verdict.Linearizable;
    String word = isLinearizable ? "linearizable" : "unknown";
    String reason = verdict instanceof Verdict.Unknown unknown ? unknown.reason() : null;
    if (json) {
      ObjectNode object = object(read, word);
      console.answer((reason == null ? object : object.put("reason", reason)).toString());
    } else {
      console.answer(word + (reason == null ? "" : "\n" + reason + "; --steps allows more"));
    }
    return isLinearizable ? Exit.HOLDS : Exit.UNKNOWN;
  }

  private <S, C, R> HistoryFile<S, C, R> read(Dialect<S, C, R> dialect) {
    try {
      if (!Files.isRegularFile(file)) {
        throw new WrongInput(file + (Files.exists(file) ? " is no file" : " does not exist"));
      }
      if (Files.size(file) > MOST_BYTES) {
        throw new WrongInput(file + " has more than " + (MOST_BYTES >> 30)
            + " GiB: cut the history into parts, by key or by time");
      }
      return HistoryFile.read(file, dialect);
    } catch (UnreadableHistoryException problem) {
      throw new WrongInput(file + ": " + problem.getMessage());
    } catch (IOException problem) {
      throw new WrongInput(file + " cannot be read: " + problem.getMessage());
    }
  }

  private static <S, C, R> String text(
      HistoryFile<S, C, R> read, Verdict.NotLinearizable no, OffendingPart<C, R> part) {
    StringBuilder text = new StringBuilder("not linearizable\n");
    text.append("No order explains these operations of key ").append(Shown.of(no.key()));
    text.append(", whatever came of all others");
    text.append(
        part.isSmallest()
            ? "; without any one of them there is an order:\n"
            : "; the search for fewer was given up, --steps allows more:\n");
    for (Operation<C, R> operation : part.operations()) {
      text.append("  ").append(read.describe(operation)).append('\n');
    }
    return text.toString().stripTrailing();
  }

  private ObjectNode object(HistoryFile<?, ?, ?> read, String verdict) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("schema", SCHEMA)
        .put("file", file.toString())
        .put("model", model)
        .put("verdict", verdict)
        .put("operations", read.history().operations().size());
  }

  private <S, C, R> ObjectNode object(
      HistoryFile<S, C, R> read, Verdict.NotLinearizable no, OffendingPart<C, R> part) {
    ObjectNode object =
        object(read, "not linearizable").put("key", no.key()).put("smallest", part.isSmallest());
    var entries = object.putArray("part");
    for (Operation<C, R> operation : part.operations()) {
      entries
          .addObject()
          .put("process", operation.client())
          .put("where", read.where(operation))
          .put("text", read.dialect().words(operation));
    }
    return object;
  }
}
