package dev.understudy.coach;

import dev.understudy.coach.Verdict.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Asks a suite test by test, in its order, and stops where it is told to: no test is skipped silently. */
final class SuiteRun {
  private final Launcher launcher;
  private final List<TestIdentifier> tests = new ArrayList<>();

  private SuiteRun(Launcher launcher) {
    this.launcher = launcher;
  }

  /** Makes ready what does not depend on the suite, which takes the longest. */
  static Launcher launcher() {
    return LauncherFactory.create();
  }

  /** The tests of this class. */
  static SuiteRun of(Launcher launcher, Class<?> suite) {
    SuiteRun run = new SuiteRun(launcher);
    TestPlan plan = launcher.discover(LauncherDiscoveryRequestBuilder.request()
        .selectors(DiscoverySelectors.selectClass(suite))
        .build());
    plan.getRoots().forEach(root -> run.collect(plan, root));
    return run;
  }

  int size() {
    return tests.size();
  }

  String moral(int test) {
    return tests.get(test).getDisplayName();
  }

  /** The tags of this test: a suite gives each test one, the name of its group. */
  String group(int test) {
    return tests.get(test).getTags().stream()
        .map(tag -> tag.getName())
        .sorted()
        .reduce("", (all, tag) -> all.isEmpty() ? tag : all + " " + tag);
  }

  /** Runs one test: empty if it passed. A test of which nothing was heard has failed. */
  Optional<Failure> run(int test, String className, String title) {
    List<TestExecutionResult> heard = new ArrayList<>();
    TestIdentifier chosen = tests.get(test);
    launcher.execute(
        LauncherDiscoveryRequestBuilder.request()
            .selectors(DiscoverySelectors.selectUniqueId(chosen.getUniqueIdObject()))
            .build(),
        new TestExecutionListener() {
          @Override
          public void executionFinished(TestIdentifier one, TestExecutionResult result) {
            boolean isBroken = result.getStatus() != TestExecutionResult.Status.SUCCESSFUL;
            if (isBroken || one.getUniqueId().equals(chosen.getUniqueId())) {
              heard.add(result);
            }
          }
        });
    if (heard.isEmpty()) {
      return Optional.of(Failure.plain("the suite could not run this test", ""));
    }
    return heard.stream()
        .filter(result -> result.getStatus() != TestExecutionResult.Status.SUCCESSFUL)
        .findFirst()
        .map(result -> Failures.of(result.getThrowable().orElse(null), className, title));
  }

  private void collect(TestPlan plan, TestIdentifier node) {
    if (node.isTest()) {
      tests.add(node);
    }
    plan.getChildren(node).forEach(child -> collect(plan, child));
  }
}
