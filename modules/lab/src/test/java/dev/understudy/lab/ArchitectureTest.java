package dev.understudy.lab;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchConditions.never;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What Maven cannot see: where chance and real time may enter, and which way the arrows between
 * modules point. For each rule there is a small wrong class that it must catch.
 */
class ArchitectureTest {
  /** Stands before the concepts and knows none of them. */
  private static final List<String> INFRASTRUCTURE =
      List.of("sim", "storage", "cluster", "display", "checker", "chaos", "explorer");

  /** A lesson each. A new one is entered here, and the rules of determinism hold for it. */
  private static final List<String> CONCEPTS =
      List.of("stateless", "backup", "recovery", "replication", "quorum", "standby");

  /** Uses all the others, or shows them. */
  private static final List<String> FRONT =
      List.of("coach", "zoo", "notebook", "benchmarks", "lab");

  /** Real time and real disks: the only classes of these modules that the seed does not rule. */
  private static final List<String> REAL = List.of(
      "dev.understudy.cluster.LocalWorld",
      "dev.understudy.storage.RealDisk",
      "dev.understudy.storage.RealFile");

  private static final Pattern FORBIDDEN_TYPE = Pattern.compile(
      "java\\.util\\.(HashMap|HashSet|Hashtable|IdentityHashMap|WeakHashMap|Timer|SplittableRandom)"
          + "|java\\.lang\\.(Thread|ThreadGroup)|java\\.security\\.SecureRandom"
          + "|java\\.util\\.concurrent\\.(Concurrent\\w+|CompletableFuture|Executor\\w*|ForkJoin\\w+"
          + "|Scheduled\\w+|ThreadLocalRandom|ThreadPoolExecutor)"
          + "|io\\.vertx\\.core\\.WorkerExecutor");

  /** A call is looked at as {@code owner.name(types)}. */
  private static final Pattern FORBIDDEN_CALL =
      Pattern.compile("java\\.lang\\.System\\.(currentTimeMillis|nanoTime|identityHashCode)\\(.*"
          + "|java\\.time\\.\\w+\\.now\\((?!java\\.time\\.Clock\\)).*"
          + "|java\\.time\\.Clock\\.(system|tick(Millis|Seconds|Minutes))\\w*\\(.*"
          + "|java\\.lang\\.(Strict)?Math\\.random\\(.*"
          + "|java\\.util\\.Random\\.<init>\\(\\)"
          + "|java\\.util\\.UUID\\.randomUUID\\(.*"
          + "|java\\.util\\.Collections\\.shuffle\\(java\\.util\\.List\\)"
          + "|java\\.util\\.(Set|Map)\\.(of|ofEntries|copyOf)\\(.*"
          + "|java\\.util\\.stream\\.Collectors\\.to(Unmodifiable|Concurrent)?(Set|Map)\\((?!.*Supplier).*"
          + "|java\\.util\\.stream\\.Collectors\\.groupingBy\\w*\\((?!.*Supplier).*"
          + "|java\\.util\\.[\\w.]+\\.(parallelStream|parallel)\\(.*"
          + "|.*\\.(executeBlocking|createSharedWorkerExecutor)\\(.*");

  private static final Pattern INTERNAL =
      Pattern.compile("io\\.vertx\\.core\\.(.*\\.)?(impl|internal)(\\..*)?");

  private static final JavaClasses MAIN = new ClassFileImporter()
      .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
      .withImportOption(location -> !location.contains("-tests.jar"))
      .importPackages("dev.understudy");

  // --- the rules
  // ----------------------------------------------------------------------------------

  private static final ArchRule DETERMINISM = classes()
      .that(describe("are ruled by the seed", ArchitectureTest::isRuledByTheSeed))
      .should(never(touchChanceOrRealTime()))
      .because("the same seed must give the same run");

  private static final ArchRule KNOWN_MODULES = classes()
      .should(satisfy(
          "belong to a module that this test knows",
          type -> !INFRASTRUCTURE.contains(module(type))
              && !CONCEPTS.contains(module(type))
              && !FRONT.contains(module(type))))
      .because("a module that is in no list is bound by no rule");

  private static final ArchRule DIRECTION = classes()
      .should(never(dependOnOurs(ArchitectureTest::pointsTheWrongWay)))
      .because("infrastructure knows no concept, and nobody knows the front");

  private static final ArchRule NO_CYCLES =
      slices().matching("dev.understudy.(*)..").should().beFreeOfCycles();

  private static final ArchRule INTERNALS = classes()
      .that(describe(
          "are not VertxInternals",
          type -> !outermost(type).equals("dev.understudy.sim.VertxInternals")))
      .should(never(depend("on internals of Vert.x", INTERNAL)))
      .because("a new Vert.x must break one file, and its test must say so");

  private static final ArchRule NETTY = classes()
      .that(describe("are outside sim", type -> !module(type).equals("sim")))
      .should(never(depend("on Netty", Pattern.compile("io\\.netty\\..*"))))
      .because("only virtual time needs to look below Vert.x");

  // --- they hold
  // ----------------------------------------------------------------------------------

  @Test
  @DisplayName("All that the seed rules is free of chance, real time, threads and hashed order")
  void determinism() {
    DETERMINISM.check(MAIN);
  }

  @Test
  @DisplayName("Every module stands in one list of this test")
  void knownModules() {
    KNOWN_MODULES.check(MAIN);
    assertThat(MAIN).extracting(ArchitectureTest::module).contains("sim", "storage", "replication");
  }

  @Test
  @DisplayName("Arrows point from concepts to infrastructure, never back, and nowhere in a circle")
  void direction() {
    DIRECTION.check(MAIN);
    NO_CYCLES.check(MAIN);
  }

  @Test
  @DisplayName("One class knows the inside of Vert.x, one module knows Netty")
  void internals() {
    INTERNALS.check(MAIN);
    NETTY.check(MAIN);
  }

  // --- they can fail
  // ------------------------------------------------------------------------------

  @TempDir
  Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Object x() { return System.nanoTime(); }",
        "Object x() { return System.currentTimeMillis(); }",
        "Object x() { return java.time.Instant.now(); }",
        "java.util.function.Supplier<Object> x() { return java.time.LocalDateTime::now; }",
        "Object x() { return java.time.Clock.systemUTC(); }",
        "Object x() { return Math.random(); }",
        "Object x() { return new java.util.Random(); }",
        "Object x() { return java.util.concurrent.ThreadLocalRandom.current(); }",
        "Object x() { return java.util.UUID.randomUUID(); }",
        "Object x() { return Thread.currentThread(); }",
        "void x() { new Thread(() -> {}).start(); }",
        "Object x() { return java.util.concurrent.Executors.newCachedThreadPool(); }",
        "Object x(io.vertx.core.Vertx v) { return v.executeBlocking(() -> 1); }",
        "Object x() { return new java.util.HashMap<String, String>(); }",
        "java.util.function.Supplier<Object> x() { return java.util.HashSet::new; }",
        "Object x() { return new java.util.IdentityHashMap<String, String>(); }",
        "Object x() { return java.util.Set.of(1, 2); }",
        "Object x() { return java.util.Map.of(1, 2); }",
        "Object x(java.util.List<String> l) { return l.parallelStream(); }",
        "Object x(java.util.List<String> l) {"
            + " return l.stream().collect(java.util.stream.Collectors.toSet()); }",
        "Object x(java.util.List<String> l) {"
            + " return l.stream().collect(java.util.stream.Collectors.toMap(s -> s, s -> s)); }",
        "Object x(java.util.List<String> l) {"
            + " return l.stream().collect(java.util.stream.Collectors.groupingBy(s -> s)); }"
      })
  @DisplayName("Chance and real time are caught, each in its own disguise")
  void chanceIsCaught(String member) {
    catches(
        DETERMINISM, "package dev.understudy.replication; class Wrong { %s }".formatted(member));
  }

  @Test
  @DisplayName("They are caught in every package that the seed rules")
  void everywhere() {
    String body = "; class Wrong { long x() { return System.nanoTime(); } }";
    for (String place : List.of("cluster", "cluster.trace", "storage", "storage.deep")) {
      catches(DETERMINISM, "package dev.understudy." + place + body);
    }
    DETERMINISM.allowEmptyShould(true).check(compiled("package dev.understudy.notebook" + body));
  }

  @Test
  @DisplayName("What a seed can rule is let through")
  void orderIsFine() {
    DETERMINISM.check(compiled("""
        package dev.understudy.replication;
        import java.util.*;
        import java.util.stream.*;
        class Right {
          Object x(List<String> l, java.time.Clock clock) {
            return List.of(new LinkedHashMap<>(), new TreeMap<>(), clock.instant(),
                l.stream().collect(Collectors.toMap(s -> s, s -> s, (a, b) -> a, TreeMap::new)),
                java.time.Instant.now(clock), new Random(42));
          }
        }
        """));
  }

  @Test
  @DisplayName("An exception for one class is none for those beside it")
  void exceptionsAreNarrow() {
    String body = "; class %s { class Inner { long x() { return System.nanoTime(); } } }";
    DETERMINISM
        .allowEmptyShould(true)
        .check(compiled("package dev.understudy.cluster" + body.formatted("LocalWorld")));
    catches(DETERMINISM, "package dev.understudy.cluster" + body.formatted("LocalWorldWrong"));
  }

  @Test
  @DisplayName("An arrow that points the wrong way is caught")
  void wrongWayIsCaught() {
    String body = "; class Wrong { %s x; }";
    String replica = body.formatted("dev.understudy.replication.Replica");
    for (String module : List.of("sim", "storage", "cluster.trace", "display", "notebook")) {
      catches(DIRECTION, "package dev.understudy." + module + replica);
    }
    catches(
        DIRECTION, "package dev.understudy.sim" + body.formatted("dev.understudy.storage.Disk"));
    catches(
        DIRECTION, "package dev.understudy.notebook" + body.formatted("dev.understudy.sim.World"));
    catches(
        DIRECTION, "package dev.understudy.storage" + body.formatted("dev.understudy.sim.World"));
  }

  @Test
  @DisplayName("A circle between modules is caught")
  void circlesAreCaught() {
    catches(
        NO_CYCLES,
        "package dev.understudy.here; public class Wrong { dev.understudy.there.Wrong x; }",
        "package dev.understudy.there; public class Wrong { dev.understudy.here.Wrong x; }");
  }

  @Test
  @DisplayName("A module in no list is caught")
  void unknownModuleIsCaught() {
    catches(KNOWN_MODULES, "package dev.understudy.mystery; class Wrong {}");
  }

  @Test
  @DisplayName("A second user of Vert.x's internals is caught, and Netty outside sim")
  void internalsAreCaught() {
    String body = "; class Wrong { %s x; }";
    for (String type : List.of(
        "io.vertx.core.internal.VertxInternal", "io.vertx.core.eventbus.impl.MessageImpl<?, ?>")) {
      catches(INTERNALS, "package dev.understudy.sim" + body.formatted(type));
    }
    catches(NETTY, "package dev.understudy.cluster" + body.formatted("io.netty.channel.EventLoop"));
  }

  // --- what the rules are made of
  // -----------------------------------------------------------------

  private static boolean isRuledByTheSeed(JavaClass type) {
    boolean isProtocol = CONCEPTS.contains(module(type))
        || module(type).equals("chaos")
        || module(type).equals("cluster")
        || module(type).equals("storage");
    return isProtocol && !REAL.contains(outermost(type));
  }

  private static boolean pointsTheWrongWay(String from, String to) {
    return switch (from) {
      case "lab" -> false;
      case "sim", "storage", "notebook" -> true;
      default -> FRONT.contains(to) || (INFRASTRUCTURE.contains(from) && CONCEPTS.contains(to));
    };
  }

  private static ArchCondition<JavaClass> touchChanceOrRealTime() {
    return new ArchCondition<>("touch chance or real time") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        type.getDirectDependenciesFromSelf().stream()
            .filter(d -> FORBIDDEN_TYPE.matcher(d.getTargetClass().getName()).matches())
            .forEach(d -> events.add(SimpleConditionEvent.satisfied(type, d.getDescription())));
        type.getAccessesFromSelf().stream()
            .filter(access ->
                FORBIDDEN_CALL.matcher(access.getTarget().getFullName()).matches())
            .forEach(a -> events.add(SimpleConditionEvent.satisfied(type, a.getDescription())));
      }
    };
  }

  private interface Arrow {
    boolean isWrong(String from, String to);
  }

  private static ArchCondition<JavaClass> dependOnOurs(Arrow arrow) {
    return new ArchCondition<>("depend on a module that stands after theirs") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        type.getDirectDependenciesFromSelf().stream()
            .filter(d -> d.getTargetClass().getPackageName().startsWith("dev.understudy."))
            .filter(d -> !module(type).equals(module(d.getTargetClass())))
            .filter(d -> arrow.isWrong(module(type), module(d.getTargetClass())))
            .forEach(d -> events.add(SimpleConditionEvent.satisfied(type, d.getDescription())));
      }
    };
  }

  private static ArchCondition<JavaClass> depend(String what, Pattern names) {
    return new ArchCondition<>("depend " + what) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        type.getDirectDependenciesFromSelf().stream()
            .filter(
                d -> names.matcher(d.getTargetClass().getPackageName() + ".").matches())
            .forEach(d -> events.add(SimpleConditionEvent.satisfied(type, d.getDescription())));
      }
    };
  }

  private static ArchCondition<JavaClass> satisfy(String what, Predicate<JavaClass> violates) {
    return new ArchCondition<>(what) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        if (violates.test(type)) {
          events.add(SimpleConditionEvent.violated(type, type.getName() + " does not " + what));
        }
      }
    };
  }

  /** {@code storage} for {@code dev.understudy.storage.zoo.Twin}. */
  private static String module(JavaClass type) {
    String[] parts = type.getPackageName().split("\\.");
    return parts.length > 2 ? parts[2] : "";
  }

  private static String outermost(JavaClass type) {
    return type.getName().replaceFirst("\\$.*", "");
  }

  // --- wrong classes, compiled where nobody else meets them
  // ---------------------------------------

  private void catches(ArchRule rule, String... sources) {
    JavaClasses wrong = compiled(sources);
    assertThatThrownBy(() -> rule.check(wrong))
        .as(String.join("\n", sources))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("Wrong");
  }

  private JavaClasses compiled(String... sources) {
    try {
      Path target = Files.createTempDirectory(folder, "classes");
      List<String> arguments = new ArrayList<>(
          List.of("-proc:none", "-cp", System.getProperty("java.class.path"), "-d", "" + target));
      for (String source : sources) {
        Matcher name = Pattern.compile("(?s).*?\\bclass (\\w+).*").matcher(source);
        assertThat(name.matches()).isTrue();
        Path file = Files.createTempDirectory(folder, "source").resolve(name.group(1) + ".java");
        arguments.add(Files.writeString(file, source).toString());
      }
      int result = ToolProvider.getSystemJavaCompiler()
          .run(null, null, null, arguments.toArray(String[]::new));
      assertThat(result).as(String.join("\n", sources)).isZero();
      return new ClassFileImporter().importPath(target);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
