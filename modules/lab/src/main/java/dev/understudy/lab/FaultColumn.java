package dev.understudy.lab;

import dev.understudy.cluster.fault.Fault;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** One module's column in the table of faults: what begins each kind there, or why nothing does. */
final class FaultColumn {
  private final String module;
  private final Map<Class<?>, Set<String>> evidence = new LinkedHashMap<>();
  private final Map<Class<?>, String> reasons = new LinkedHashMap<>();

  FaultColumn(String module) {
    this.module = module;
  }

  /** Something begins a fault of this kind, and judges what comes of it. */
  FaultColumn tested(Class<? extends Fault> kind, String by) {
    evidence.computeIfAbsent(kind, first -> new TreeSet<>()).add(by);
    return this;
  }

  /** Faults of these kinds have no place here; the first reason that is given counts. */
  FaultColumn without(String reason, List<Class<? extends Fault>> kinds) {
    kinds.forEach(kind -> reasons.putIfAbsent(kind, reason));
    return this;
  }

  String module() {
    return module;
  }

  /** Who begins a fault of this kind; nobody if it is not tested. */
  Set<String> evidence(Class<? extends Fault> kind) {
    return new LinkedHashSet<>(evidence.getOrDefault(kind, Set.of()));
  }

  /** Why it is not tested; "" if it is, or if nobody knows. */
  String reason(Class<? extends Fault> kind) {
    return evidence.containsKey(kind) ? "" : reasons.getOrDefault(kind, "");
  }
}
