package dev.understudy.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes one value. */
@Command(
    name = "put",
    mixinStandardHelpOptions = true,
    description = "Writes a value, and says so when it is durable. Makes the store if need be.")
final class StorePut implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "KEY", description = "under which it is found")
  private String key;

  @Parameters(index = "1", paramLabel = "VALUE", description = "what is kept")
  private String value;

  @Mixin
  private StoreCommand.Where where;

  @Option(names = "--json", description = "print one JSON object")
  private boolean json;

  private final Console console;
  private final Interruption interruption;

  StorePut(Console console, Interruption interruption) {
    this.console = console;
    this.interruption = interruption;
  }

  @Override
  public Integer call() throws InterruptedException {
    StoreVerbs.check(key, value);
    JsonNode answer = new StoreAccess(where.data(), "store put", console, interruption)
        .orMakeIt()
        .ask(
            StoreVerbs.PUT,
            JsonNodeFactory.instance.objectNode().put("key", key).put("value", value));
    console.answer(
        json
            ? answer.toString()
            : "durable: " + key + "; the store is at record "
                + answer.path("lastLsn").asLong());
    return Exit.HOLDS;
  }
}
