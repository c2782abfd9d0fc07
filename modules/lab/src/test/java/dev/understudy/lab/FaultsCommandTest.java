package dev.understudy.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.cluster.fault.Fault;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultsCommandTest {
  private static FaultTable table; // made once: it plays many scenarios

  @TempDir
  private Path folder;

  @BeforeAll
  static void askEverybody() {
    table = FaultEvidence.table();
  }

  @Test
  @DisplayName("Every kind of fault is tested in every module, or it is said why not")
  void complete() {
    assertThat(table.unexplained()).isEmpty();
    assertThat(table.columns())
        .extracting(FaultColumn::module)
        .containsExactly(
            "storage", "stateless", "backup", "recovery", "replication", "quorum", "standby");
  }

  @Test
  @DisplayName("No kind of fault is tested nowhere")
  void testedSomewhere() {
    assertThat(FaultTable.kinds())
        .allSatisfy(kind -> assertThat(table.columns())
            .as(kind.getSimpleName())
            .anyMatch(column -> !column.evidence(kind).isEmpty()));
  }

  @Test
  @DisplayName(
      "What is tested needs no reason, and what is not tested has the first that was given")
  void column() {
    FaultColumn column = new FaultColumn("storage")
        .tested(Fault.Crash.class, "lives of a journal")
        .without("one", List.of(Fault.Crash.class, Fault.Pause.class))
        .without("two", List.of(Fault.Pause.class));
    assertThat(column.reason(Fault.Crash.class)).isEmpty();
    assertThat(column.evidence(Fault.Crash.class)).containsExactly("lives of a journal");
    assertThat(column.reason(Fault.Pause.class)).isEqualTo("one");
    assertThat(column.evidence(Fault.Pause.class)).isEmpty();
  }

  @Test
  @DisplayName("A cell that is neither tested nor explained fails the command, and is named")
  void unexplained() {
    List<Class<? extends Fault>> allButRot =
        FaultTable.kinds().stream().filter(kind -> kind != Fault.BitRot.class).toList();
    FaultTable holed = new FaultTable(List.of(
        new FaultColumn("storage").tested(Fault.Crash.class, "lives").without("why", allButRot)));
    assertThat(holed.unexplained()).containsExactly("storage BitRot");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out);
    int status = new FaultsCommand(new Console(stream, stream), () -> holed).call();
    assertThat(status).isEqualTo(Exit.DOES_NOT_HOLD);
    assertThat(out.toString()).contains("neither tested nor explained: storage BitRot");
    assertThat(holed.text().lines()).anyMatch(line -> line.matches("Crash +tested"));
    assertThat(holed.text().lines()).anyMatch(line -> line.matches("Pause +-1"));
    assertThat(holed.text().lines()).anyMatch(line -> line.matches("BitRot +\\?"));
  }

  @Test
  @DisplayName("The table has a row for each kind of fault; its JSON says who begins it")
  void command() {
    assertThat(new CommandLineOnTrial(folder).call("faults").status()).isEqualTo(Exit.HOLDS);
    for (Class<? extends Fault> kind : FaultTable.kinds()) {
      assertThat(table.text().lines())
          .anyMatch(line -> line.startsWith(kind.getSimpleName() + " "));
    }
    assertThat(FaultsCommand.json(table).path("cells"))
        .hasSize(7 * FaultTable.kinds().size())
        .allMatch(cell ->
            cell.path("testedBy").isEmpty() != cell.path("reason").asText().isEmpty());
  }
}
