package dev.understudy.lab;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a backup. */
@Command(
    name = "create",
    mixinStandardHelpOptions = true,
    description = {
      "Copies what a store holds to a place elsewhere, also while it is written to: what was durable"
          + " when it began, and no more.",
      "",
      "Unless a kind is given: incremental when there is a chain that can be carried on, else full."
          + " An interrupted backup leaves nothing behind."
    })
final class BackupCreate implements Callable<Integer> {
  @Mixin
  private StoreCommand.Where where;

  @Option(
      names = "--to",
      paramLabel = "TARGET",
      required = true,
      description = "the folder of the backups, best on another disk")
  private Path to;

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description = "full, incremental (since the last of these two) or log (since the last one)")
  private String kind;

  @Option(
      names = "--copy-to",
      paramLabel = "REGION",
      description = "then copy what is missing to this folder too, best on another continent")
  private Path copyTo;

  @Option(
      names = "--table",
      paramLabel = "T",
      description = "write down the rows of this table (keys T/...) as lines of JSON; repeatable")
  private List<String> tables = List.of();

  @Option(names = "--json", description = "print one JSON object")
  private boolean json;

  private final Console console;
  private final Interruption interruption;

  BackupCreate(Console console, Interruption interruption) {
    this.console = console;
    this.interruption = interruption;
  }

  @Override
  public Integer call() throws InterruptedException {
    BackupRequest request = new BackupRequest(
        to,
        Optional.ofNullable(kind).map(BackupRequest::kind),
        Optional.ofNullable(copyTo),
        tables);
    ByteProgress progress = new ByteProgress(console);
    try {
      StoreAccess access = new StoreAccess(where.data(), "backup create", console, interruption);
      if (tables.isEmpty()) {
        access.withoutOpening();
      }
      JsonNode answer = access.ask(
          StoreVerbs.BACKUP,
          request.json(),
          line -> progress.done(
              line.path("what").asText(),
              line.path("bytes").asLong(),
              line.path("total").asLong()));
      progress.end();
      console.answer(
          json ? answer.toString() : BackupAnswers.created(answer, String.valueOf(copyTo)));
      return Exit.HOLDS;
    } finally {
      progress.end();
    }
  }
}
