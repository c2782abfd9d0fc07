package dev.understudy.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ReplicationReportTest {
  private static final Machine MACHINE = new Machine(2, "amd64", "Linux", "17", "VM");

  private static WriteCost row(String system, String mode, int concurrency, double p50) {
    return row(system, mode, concurrency, Kind.SHORT, false, p50);
  }

  private static WriteCost row(
      String system, String mode, int concurrency, int bytes, boolean onDisk, double p50) {
    Figure micros = Figure.of(List.of(p50));
    Figure rate = Figure.of(List.of(concurrency * 1e6 / p50));
    return new WriteCost(system, mode, 3, concurrency, bytes, onDisk, rate, micros, micros, micros);
  }

  private static ReplicationReport report(WriteCost... rows) {
    return new ReplicationReport(
        ReplicationReport.SCHEMA,
        true,
        MACHINE,
        1,
        1,
        List.of(rows),
        Ratio.of(List.of(rows)),
        List.of());
  }

  private static Retained retained(boolean away, double kibAtFirst, double kibAtLast) {
    return new Retained(
        away,
        1000,
        Figure.of(List.of(away ? 4000.0 : 1.0)),
        Figure.of(List.of(50.0)),
        Figure.of(List.of(kibAtFirst)),
        Figure.of(List.of(kibAtLast)));
  }

  private final ReplicationReport report = report(
      row("replica", "ASYNC", 1, 2),
      row("replica", "QUORUM", 1, 30),
      row("floor", "QUORUM", 1, 25),
      row("replica", "QUORUM", 256, 200),
      row("floor", "QUORUM", 256, 50),
      row("microRaft", "QUORUM", 256, 300));

  @Test
  @DisplayName("A report comes back from its JSON as it was")
  void roundTrip() throws IOException {
    String json = BenchMain.json(report);
    assertThat(new ObjectMapper().readValue(json, ReplicationReport.class)).isEqualTo(report);
    assertThat(json).endsWith("}\n");
  }

  @Test
  @DisplayName("Ratios are told of what was measured, and say whether their aim is reached")
  void ratios() {
    assertThat(report.ratios())
        .extracting(ratio -> ratio.what() + " " + ratio.value() + " " + ratio.reached())
        .containsExactly(
            "p50 at 1, quorum / floor 1.2 true",
            "p50 at 1, async / quorum 0.06666666666666667 true",
            "writes/s at 256, quorum / floor 0.25 false",
            "writes/s at 256, quorum / MicroRaft 1.5 true",
            "CPU at 256, quorum / floor 4.0 false");
    assertThat(report(row("replica", "ASYNC", 1, 2)).ratios()).isEmpty();
  }

  @Test
  @DisplayName("Memory is told beside that of followers who keep up, and of a time before")
  void memory() throws IOException {
    List<Retained> memory = List.of(retained(false, 90, 100), retained(true, 110, 120));
    assertThat(Retained.ratios(memory))
        .extracting(ratio -> ratio.what() + " " + ratio.value() + " " + ratio.reached())
        .containsExactly(
            "heap, one follower away / none 1.2 true",
            "heap, one away, after 4 times as many writes " + 120.0 / 110 + " true");
    assertThat(Retained.ratios(List.of(retained(true, 100, 250))))
        .singleElement()
        .satisfies(ratio -> assertThat(ratio.reached()).isFalse());
    ReplicationReport measured = new ReplicationReport(
        ReplicationReport.SCHEMA, true, MACHINE, 1, 1, List.of(), List.of(), memory);
    assertThat(measured.memoryTable().orElseThrow().text())
        .contains("one follower away", "4,000", "all keep up");
    assertThat(new ObjectMapper().readValue(BenchMain.json(measured), ReplicationReport.class))
        .isEqualTo(measured);
    assertThat(report.memoryTable()).isEmpty();
    String before = BenchMain.json(report).replace(",\n  \"memory\" : [ ]", "");
    assertThat(before).doesNotContain("memory");
    assertThat(new ObjectMapper().readValue(before, ReplicationReport.class)).isEqualTo(report);
  }

  @Test
  @DisplayName("Each row is compared with those of its own kind: as long values, disks or not")
  void kinds() {
    ReplicationReport kinds = report(
        row("replica", "QUORUM", 256, 1024, false, 10),
        row("floor", "QUORUM", 256, 1024, true, 20),
        row("floor", "QUORUM", 256, 1024, false, 5),
        row("replica", "QUORUM", 256, 1024, true, 30),
        row("floor", "ASYNC", 1, 1024, true, 10),
        row("replica", "ASYNC", 1, 1024, true, 11),
        row("replica", "QUORUM", 1, 1024, true, 30),
        row("replica", "ASYNC", 1, 16 << 10, true, 7));
    assertThat(kinds.ratios())
        .extracting(ratio -> ratio.what() + " " + ratio.value())
        .containsExactly(
            "writes/s at 256, quorum / floor, 1 KiB 0.5",
            "CPU at 256, quorum / floor, 1 KiB 2.0",
            "p50 at 1, async / floor, 1 KiB, on disk 1.1",
            "writes/s at 256, quorum / floor, 1 KiB, on disk 0.6666666666666667",
            "CPU at 256, quorum / floor, 1 KiB, on disk 1.5");
    assertThat(kinds.throughputOnDisk().orElseThrow().svg())
        .contains("1 KiB × quorum", "1 KiB × floor, quorum")
        .doesNotContain("3 × quorum");
    assertThat(kinds.table().text()).contains("disk", "memory", "16 KiB");
    assertThat(report.throughputOnDisk()).isEmpty();
  }

  @Test
  @DisplayName(
      "A full run has every mode in memory, and beside what is synced the floor that is too")
  void cells() {
    List<String> full = Effort.FULL.cells().stream().map(Cell::toString).toList();
    assertThat(full).doesNotHaveDuplicates().contains("3 members, 256 under way, 1 KiB, on disk");
    assertThat(Effort.FULL.cells())
        .allSatisfy(cell -> assertThat(cell.hasPeer()).isNotEqualTo(cell.kind().onDisk()));
    assertThat(Cell.usual(3, 1).modesOfOurs())
        .containsExactly("ASYNC", "SEMI_SYNC", "QUORUM", "SYNC");
    assertThat(Cell.usual(3, 1).modesOfFloor()).containsExactly("QUORUM", "SYNC");
    assertThat(Cell.of(1, 16, true).modesOfFloor()).containsExactly("ASYNC", "QUORUM", "SYNC");
    assertThat(Cell.longValues().modesOfOurs()).containsExactly("QUORUM", "SYNC");
  }

  @Test
  @DisplayName("The middle of an even number of values lies between the two middle ones")
  void median() {
    assertThat(Figure.of(List.of(4.0, 1.0, 3.0))).isEqualTo(new Figure(3, 1, 4));
    assertThat(Figure.of(List.of(4.0, 1.0, 3.0, 2.0))).isEqualTo(new Figure(2.5, 1, 4));
  }

  @Test
  @DisplayName("Tables and charts show every row that belongs there")
  void shown() {
    assertThat(report.table().text().lines()).hasSize(2 + 6);
    assertThat(report.ratioTable().text()).contains("1.20", "at most 1.25", "reached", "missed");
    assertThat(report.latency().svg()).contains("3 × async", "3 × floor, quorum", ">30<");
    assertThat(report.throughput().svg())
        .contains("3 × MicroRaft 0.7", ">1,280<")
        .doesNotContain("async");
  }

  @Test
  @DisplayName("A report of another format is refused")
  void otherSchema() {
    String json = "{\"schema\":\"understudy-bench-replication-1\"}";
    assertThatThrownBy(() -> new ObjectMapper().readValue(json, ReplicationReport.class))
        .hasMessageContaining("expected the schema " + ReplicationReport.SCHEMA);
  }
}
