package dev.understudy.lab;

import dev.understudy.chaos.Budget;
import dev.understudy.cluster.fault.Fault;
import dev.understudy.display.Display;
import dev.understudy.display.Table;
import java.util.List;
import java.util.stream.Stream;

/**
 * Every kind of fault beside every module that has a protocol or storage of its own: tested there, or
 * not, and why not.
 *
 * @param columns one for each module
 */
record FaultTable(List<FaultColumn> columns) {
  private static final String UNKNOWN = "?";

  FaultTable {
    columns = List.copyOf(columns);
  }

  /** Every kind there is, in the order in which {@link Fault} declares them. */
  static List<Class<? extends Fault>> kinds() {
    return Budget.every();
  }

  /** The cells that are neither tested nor explained: "storage BitRot". */
  List<String> unexplained() {
    return columns.stream()
        .flatMap(column -> kinds().stream()
            .filter(
                kind -> column.evidence(kind).isEmpty() && column.reason(kind).isEmpty())
            .map(kind -> column.module() + " " + kind.getSimpleName()))
        .toList();
  }

  /** The reasons, in the order in which the table comes to them. */
  List<String> reasons() {
    return kinds().stream()
        .flatMap(kind -> columns.stream().map(column -> column.reason(kind)))
        .filter(reason -> !reason.isEmpty())
        .distinct()
        .toList();
  }

  /** The table, its footnotes, and who begins the faults of each module. */
  String text() {
    StringBuilder text = new StringBuilder(table().text()).append("\n\n");
    List<String> reasons = reasons();
    for (int i = 0; i < reasons.size(); i++) {
      text.append("-").append(i + 1).append("  ").append(reasons.get(i)).append('\n');
    }
    for (FaultColumn column : columns) {
      List<String> by = kinds().stream()
          .flatMap(kind -> column.evidence(kind).stream())
          .distinct()
          .sorted()
          .toList();
      text.append('\n').append(column.module()).append(": ").append(String.join(", ", by));
    }
    return text.toString();
  }

  private Table table() {
    List<String> header = Stream.concat(
            Stream.of("fault"), columns.stream().map(FaultColumn::module))
        .toList();
    return Display.table(
        header,
        kinds().stream()
            .map(kind -> Stream.concat(
                    Stream.of(kind.getSimpleName()),
                    columns.stream().map(column -> cell(column, kind)))
                .toList())
            .toList());
  }

  private String cell(FaultColumn column, Class<? extends Fault> kind) {
    if (!column.evidence(kind).isEmpty()) {
      return "tested";
    }
    String reason = column.reason(kind);
    return reason.isEmpty() ? UNKNOWN : "-" + (reasons().indexOf(reason) + 1);
  }
}
