package dev.understudy.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reads one value. */
@Command(
    name = "get",
    mixinStandardHelpOptions = true,
    description = "Prints a value as it is; with --json one that is absent is null.")
final class StoreGet implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "KEY", description = "under which it was put")
  private String key;

  @Mixin
  private StoreCommand.Where where;

  @Option(names = "--json", description = "print one JSON object")
  private boolean json;

  private final Console console;
  private final Interruption interruption;

  StoreGet(Console console, Interruption interruption) {
    this.console = console;
    this.interruption = interruption;
  }

  @Override
  public Integer call() throws InterruptedException {
    JsonNode answer = new StoreAccess(where.data(), "store get", console, interruption)
        .ask(StoreVerbs.GET, JsonNodeFactory.instance.objectNode().put("key", key));
    if (json) {
      console.answer(answer.toString());
    } else if (answer.path("value").isNull()) {
      throw new WrongInput("there is nothing under '" + key + "' in " + where.data());
    } else {
      console.answer(answer.path("value").asText());
    }
    return Exit.HOLDS;
  }
}
