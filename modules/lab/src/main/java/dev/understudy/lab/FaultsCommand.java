package dev.understudy.lab;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.cluster.fault.Fault;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Which faults are tested in which modules. */
@Command(
    name = "faults",
    mixinStandardHelpOptions = true,
    description = {
      "Prints every kind of fault beside every module: tested there, or not, with the reason.",
      "",
      "What is tested is not written down anywhere: it is what the schedules, lives and scenarios of"
          + " the modules begin."
    },
    footer = {"", "Exit code: 0 every cell is tested or explained, 1 one is not, 2 wrong usage."})
final class FaultsCommand implements Callable<Integer> {
  private static final String SCHEMA = "understudy-faults-1";

  @Option(names = "--json", description = "print one JSON object")
  private boolean json;

  private final Console console;
  private final Supplier<FaultTable> tables;

  FaultsCommand(Console console, Supplier<FaultTable> tables) {
    this.console = console;
    this.tables = tables;
  }

  @Override
  public Integer call() {
    FaultTable table = tables.get();
    List<String> unexplained = table.unexplained();
    console.answer(json ? json(table).toString() : table.text());
    if (!unexplained.isEmpty()) {
      console.tell("lab: neither tested nor explained: " + String.join(", ", unexplained));
    }
    return unexplained.isEmpty() ? Exit.HOLDS : Exit.DOES_NOT_HOLD;
  }

  static ObjectNode json(FaultTable table) {
    ObjectNode object = JsonNodeFactory.instance.objectNode().put("schema", SCHEMA);
    ArrayNode cells = object.putArray("cells");
    for (Class<? extends Fault> kind : FaultTable.kinds()) {
      for (FaultColumn column : table.columns()) {
        ObjectNode cell =
            cells.addObject().put("fault", kind.getSimpleName()).put("module", column.module());
        ArrayNode by = cell.putArray("testedBy");
        column.evidence(kind).forEach(by::add);
        cell.put("reason", column.reason(kind));
      }
    }
    return object;
  }
}
