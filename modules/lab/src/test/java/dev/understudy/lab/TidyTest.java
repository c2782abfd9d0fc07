package dev.understudy.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The habits of this project, checked on its own text: one word per thing, tests without sleeps,
 * small classes, documents that name only what exists. Each check first proves on a made-up text
 * that it can fail.
 */
class TidyTest {
  private static final Path ROOT = root();

  private static final Set<String> NOT_OURS = Set.of(
      ".git",
      "target",
      ".lab",
      ".idea",
      ".vscode",
      ".settings",
      "node_modules",
      "pages",
      ".venv",
      ".ipynb_checkpoints");

  /** Texts of others, and texts whose subject is what is refused here. */
  private static final Set<String> NOT_CHECKED = Set.of(
      "mvnw",
      "mvnw.cmd",
      "LICENSE",
      "TidyTest.java",
      "ArchitectureTest.java",
      "NotebookLintTest.java",
      "careless.ipynb");

  private static final Pattern TEXT =
      Pattern.compile(".*\\.(java|md|xml|properties|svg|ipynb|json|jsonl|sh|cmd|html|css|txt|yml)"
          + "|(.*/)?(lab|run|LICENSE|\\.git\\w+)");

  private static final int MOST_LINES_OF_A_CLASS = 400;
  private static final int MOST_LINES_OF_A_FUNCTION = 60;
  private static final int MOST_LINES_OF_A_DECISION = 70;

  /** Every text file of ours, by its path from the root with '/' between the names. */
  private static final Map<String, String> FILES = read();

  private static final Map<String, String> MAIN_SOURCES =
      only("modules/.*/src/main/java/.*\\.java");
  private static final Map<String, String> TEST_SOURCES =
      only("modules/.*/src/test/java/.*\\.java");
  private static final Map<String, String> DOCUMENTS = only(".*\\.md");

  // --- words
  // --------------------------------------------------------------------------------------

  @Test
  @DisplayName("One word per thing: what the glossary refuses stands in no source and no document")
  void words() {
    Pattern refused = refused("| x | y | z | `master`, `dead node` | w |");
    assertThat(wrongWords(refused, "A.java", "int x;\n/** The Master. */"))
        .containsExactly("A.java:2 says \"master\"; see docs/GLOSSARY.md");
    assertThat(wrongWords(refused, "A.java", "int deadNodes;")).hasSize(1);
    assertThat(wrongWords(refused, "A.java", "DEAD_NODE")).hasSize(1);
    assertThat(wrongWords(refused, "A.java", "mastery, a dead loop, node")).isEmpty();

    String glossary = FILES.get("docs/GLOSSARY.md");
    Pattern ours = refused(glossary);
    assertThat(wrongWords(ours, "A.java", "the slave of the master")).hasSize(1);
    assertTidy(MAIN_SOURCES, (path, text) -> wrongWords(ours, path, text));
    assertTidy(
        DOCUMENTS,
        (path, text) -> path.endsWith("GLOSSARY.md") ? List.of() : wrongWords(ours, path, text));
  }

  /** The words between back-ticks in the fourth column of the glossary's tables. */
  private static Pattern refused(String glossary) {
    List<String> words = glossary
        .lines()
        .filter(line -> line.startsWith("|"))
        .map(line -> line.split("\\|"))
        .filter(cells -> cells.length > 4)
        .flatMap(cells -> matches("`([^`]+)`", cells[4]))
        .map(match -> Pattern.quote(match.group(1)) + "s?")
        .toList();
    return Pattern.compile("\\b(" + String.join("|", words) + ")\\b");
  }

  private static List<String> wrongWords(Pattern refused, String path, String text) {
    return lines(
        path,
        text,
        line -> refused
            .matcher(asWords(line))
            .results()
            .map(match -> "says \"" + match.group(1) + "\"; see docs/GLOSSARY.md")
            .findFirst());
  }

  /** {@code deadNode} and {@code DEAD_NODE} are "dead node". */
  private static String asWords(String line) {
    return line.replaceAll("([a-z])([A-Z])", "$1 $2").replace('_', ' ').toLowerCase();
  }

  // --- sources
  // ------------------------------------------------------------------------------------

  @Test
  @DisplayName("Nothing is left for later in a source")
  void nothingLeftForLater() {
    Pattern pattern = Pattern.compile("\\b(TODO|FIXME|XXX)\\b|@Disabled\\b");
    assertThat(finds(pattern, "A.java", "// TODO: later")).containsExactly("A.java:1 has TODO");
    assertThat(finds(pattern, "A.java", "@Disabled\nvoid x() {}")).hasSize(1);
    assertTidy(
        only(".*\\.(java|xml|sh)|lab|\\.ci/run"), (path, text) -> finds(pattern, path, text));
  }

  @Test
  @DisplayName("No test sleeps or looks at the real clock, but those named RealTimeTest")
  void testsDoNotSleep() {
    assertThat(realTime("ATest.java", "Thread.sleep(1);")).hasSize(1);
    assertThat(realTime("ATest.java", "x = System.nanoTime() - System.currentTimeMillis();"))
        .containsExactly("ATest.java:1 has System.nanoTime");
    assertThat(realTime("ARealTimeTest.java", "Thread.sleep(1);")).isEmpty();
    assertTidy(TEST_SOURCES, TidyTest::realTime);
  }

  private static List<String> realTime(String path, String text) {
    return path.endsWith("RealTimeTest.java")
        ? List.of()
        : finds(
            Pattern.compile("Thread\\.sleep|System\\.nanoTime|System\\.currentTimeMillis"),
            path,
            text);
  }

  @Test
  @DisplayName("A test that looks at the whole JVM, or alters it, has it for itself")
  void wholeJvm() {
    assertThat(wholeJvm("ATest.java", "int many = Thread.getAllStackTraces().size();"))
        .containsExactly("ATest.java:1 has getAllStackTraces");
    assertThat(wholeJvm("ATest.java", "System.setOut(none);")).hasSize(1);
    assertThat(wholeJvm("ATest.java", "@Isolated(\"why\")\nSystem.setOut(none);"))
        .isEmpty();
    assertTidy(TEST_SOURCES, TidyTest::wholeJvm);
  }

  private static List<String> wholeJvm(String path, String text) {
    return text.contains("@Isolated")
        ? List.of()
        : finds(
            Pattern.compile(
                "getAllStackTraces|ThreadMXBean|current\\(\\)\\.(children|descendants)\\("
                    + "|System\\.(set(In|Out|Err|Property)|clearProperty)\\("),
            path,
            text);
  }

  @Test
  @DisplayName("A class is read in one sitting, a function without scrolling")
  void size() {
    assertThat(tooLong("A.java", "int x;\n".repeat(401)))
        .containsExactly("A.java has 401 lines, more than 400");
    assertThat(tooLong("A.java", "int x;\n".repeat(400))).isEmpty();
    String body = "  void x(\n      int y) {\n" + "    y++;\n".repeat(58) + "  }\n";
    assertThat(longFunctions("A.java", "final class A {\n" + body + "}\n"))
        .containsExactly("A.java:2 begins a function of 61 lines, more than 60");
    assertThat(longFunctions("A.java", body.replaceFirst("    y\\+\\+;\n", ""))).isEmpty();
    assertThat(longFunctions("A.java", body.replace("void x(", "class X {"))).isEmpty();
    assertTidy(MAIN_SOURCES, TidyTest::tooLong);
    assertTidy(MAIN_SOURCES, TidyTest::longFunctions);
  }

  private static List<String> tooLong(String path, String text) {
    long lines = text.lines().count();
    return lines <= MOST_LINES_OF_A_CLASS
        ? List.of()
        : List.of(path + " has " + lines + " lines, more than " + MOST_LINES_OF_A_CLASS);
  }

  /** Trusts the formatter: a block begins at the last line that is indented as its end is. */
  private static List<String> longFunctions(String path, String text) {
    List<String> lines = text.lines().toList();
    List<String> problems = new ArrayList<>();
    for (int end = 0; end < lines.size(); end++) {
      String indent = lines.get(end).equals("  }") ? "  " : "    ";
      if (!lines.get(end).equals(indent + "}")) {
        continue;
      }
      int begin = end - 1;
      while (begin > 0 && !lines.get(begin).matches(indent + "[^ }].*")) {
        begin--;
      }
      int length = end - begin + 1;
      boolean isType = Pattern.compile("\\b(class|record|interface|enum|new)\\b")
          .matcher(lines.get(begin))
          .find();
      if (length > MOST_LINES_OF_A_FUNCTION && !isType) {
        problems.add("%s:%d begins a function of %d lines, more than %d"
            .formatted(path, begin + 1, length, MOST_LINES_OF_A_FUNCTION));
      }
    }
    return problems;
  }

  @Test
  @DisplayName("Every package says what it is about")
  void packages() {
    assertThat(withoutInfo(List.of(
            "m/src/main/java/a/A.java",
            "m/src/main/java/a/b/B.java",
            "m/src/main/java/a/package-info.java")))
        .containsExactly("m/src/main/java/a/b has no package-info.java");
    assertThat(withoutInfo(MAIN_SOURCES.keySet())).isEmpty();
  }

  private static List<String> withoutInfo(Iterable<String> paths) {
    Set<String> packages = new TreeSet<>();
    Set<String> described = new TreeSet<>();
    for (String path : paths) {
      String folder = path.substring(0, path.lastIndexOf('/'));
      packages.add(folder);
      if (path.endsWith("/package-info.java")) {
        described.add(folder);
      }
    }
    packages.removeAll(described);
    return packages.stream().map(folder -> folder + " has no package-info.java").toList();
  }

  @Test
  @DisplayName("No file knows the machine on which it was written")
  void machines() {
    Pattern pattern = Pattern.compile(
        "(?<![\\w.:/~-])/(home|root|Users|work|mnt)/\\w+|\\b[A-Z]:\\\\{1,2}(Users|Program|dev|work)");
    assertThat(finds(pattern, "a.md", "see /home/me/x")).hasSize(1);
    assertThat(finds(pattern, "a.md", "C:\\Users\\me")).hasSize(1);
    assertThat(finds(pattern, "a.md", "https://example.org/home/page, docs/work/x"))
        .isEmpty();
    assertTidy(only(".*"), (path, text) -> finds(pattern, path, text));
  }

  // --- documents
  // ----------------------------------------------------------------------------------

  @Test
  @DisplayName("The example in a document is a test that runs, byte for byte")
  void examples() {
    String readme = "<!-- example -->\n```java\nint x;\n\n  x++;\n```\n<!-- /example -->\n";
    String test = "class A {\n  // example\n  int x;\n\n    x++;\n  // /example\n}\n";
    assertThat(exampleIn(readme)).contains("int x;\n\n  x++;\n").isEqualTo(exampleOf(test));
    assertThat(exampleIn(readme)).isNotEqualTo(exampleOf(test.replace("x++", "x--")));
    assertThat(exampleIn("nothing")).isEmpty();

    assertExample(
        "README.md", "modules/sim/src/test/java/dev/understudy/sim/ReadmeExampleTest.java");
    assertExample(
        "docs/ARCHITECTURE.md",
        "modules/lab/src/test/java/dev/understudy/lab/OwnNodeExampleTest.java");
  }

  private static void assertExample(String document, String test) {
    assertThat(exampleIn(FILES.get(document))).as(document).isPresent();
    String source = FILES.get(test);
    if (source != null) {
      assertThat(exampleOf(source)).as(test).isPresent();
      assertThat(exampleIn(FILES.get(document))).as(document).isEqualTo(exampleOf(source));
    }
  }

  private static Optional<String> exampleIn(String readme) {
    return matches("(?s)<!-- example -->\n```java\n(.*?)```\n<!-- /example -->", readme)
        .map(match -> match.group(1))
        .findFirst();
  }

  /** The lines between the markers, without the indentation that they share. */
  private static Optional<String> exampleOf(String source) {
    return matches("(?s)[ ]*// example\n(.*?)\n[ ]*// /example", source)
        .map(match -> match.group(1).stripIndent() + "\n")
        .findFirst();
  }

  @Test
  @DisplayName("The README's table has a row for every module, and no other one that exists")
  void modulesInReadme() {
    assertThat(modules("<module>modules/sim</module>")).containsExactly("sim");
    assertThat(rows("| `sim` | time | works |\n| sim |\ntext `lab`")).containsExactly("sim");
    assertThat(rows(FILES.get("README.md"))).containsAll(modules(FILES.get("pom.xml")));
  }

  private static List<String> modules(String pom) {
    return matches("<module>modules/([\\w-]+)</module>", pom)
        .map(m -> m.group(1))
        .toList();
  }

  private static List<String> rows(String readme) {
    return matches("(?m)^\\| `([\\w-]+)` \\|", readme).map(m -> m.group(1)).toList();
  }

  @Test
  @DisplayName("Decisions are numbered without a gap, short, and made of the same four parts")
  void decisions() {
    String good = "# 0001 X\n\n## Status\n\n## Context\n\n## Decision\n\n## Consequences\n";
    assertThat(wrongDecisions(Map.of("docs/adr/0001-x.md", good))).isEmpty();
    assertThat(wrongDecisions(Map.of("docs/adr/0002-x.md", good))).hasSize(1);
    assertThat(wrongDecisions(Map.of("docs/adr/x.md", good))).isNotEmpty();
    assertThat(wrongDecisions(Map.of("docs/adr/0001-x.md", good.replace("Decision", "Idea"))))
        .containsExactly("docs/adr/0001-x.md has no part \"Decision\"");
    assertThat(wrongDecisions(Map.of("docs/adr/0001-x.md", good + "\n".repeat(70))))
        .hasSize(1);
    Map<String, String> ours = only("docs/adr/.*");
    assertThat(ours).isNotEmpty();
    assertThat(wrongDecisions(ours)).isEmpty();
  }

  private static List<String> wrongDecisions(Map<String, String> byPath) {
    List<String> problems = new ArrayList<>();
    int number = 0;
    for (Map.Entry<String, String> file : new TreeMap<>(byPath).entrySet()) {
      String id = "%04d".formatted(++number);
      if (!file.getKey().matches("docs/adr/" + id + "-[a-z0-9-]+\\.md")) {
        problems.add(file.getKey() + " should be docs/adr/" + id + "-….md");
      }
      if (!file.getValue().startsWith("# " + id + " ")) {
        problems.add(file.getKey() + " does not begin with \"# " + id + " \"");
      }
      for (String part : List.of("Status", "Context", "Decision", "Consequences")) {
        if (!file.getValue().contains("\n## " + part + "\n")) {
          problems.add(file.getKey() + " has no part \"" + part + "\"");
        }
      }
      if (file.getValue().lines().count() > MOST_LINES_OF_A_DECISION) {
        problems.add(file.getKey() + " is longer than a page");
      }
    }
    return problems;
  }

  @Test
  @DisplayName("Pictures of the documents are static, have a title, and share no name with another")
  void pictures() {
    assertThat(wrongPicture("a.svg", "<svg><title>A</title><g fill=\"red\"/></svg>"))
        .isEmpty();
    assertThat(wrongPicture("a.svg", "<svg><g id=\"x\"/></svg>"))
        .containsExactly("a.svg has no title", "a.svg:1 has  id=");
    assertThat(wrongPicture("a.svg", "<title>\n<p style='x'>\n<style>\n<script>"))
        .hasSize(3);
    assertTidy(only("docs/images/.*"), TidyTest::wrongPicture);
  }

  private static List<String> wrongPicture(String path, String text) {
    List<String> problems = new ArrayList<>();
    if (!text.contains("<title>")) {
      problems.add(path + " has no title");
    }
    Pattern pattern =
        Pattern.compile("\\s(id|class|style)=|<(style|script|image|foreignObject)\\b");
    problems.addAll(finds(pattern, path, text));
    return problems;
  }

  @Test
  @DisplayName("What a document points to is there")
  void links() {
    assertThat(brokenLinks(Set.of("docs/B.md"), "docs/A.md", "[b](B.md) ![c](../x/c.svg)"))
        .containsExactly("docs/A.md:1 points to ../x/c.svg, which is not there");
    assertThat(brokenLinks(Set.of("docs/B.md"), "A.md", "[b](docs/B.md#part) [c](https://c.org)"))
        .isEmpty();
    assertTidy(DOCUMENTS, (path, text) -> brokenLinks(FILES.keySet(), path, text));
  }

  private static List<String> brokenLinks(Set<String> files, String path, String text) {
    Path folder = Path.of("/" + path).getParent();
    return lines(
        path,
        text,
        line -> matches("\\]\\(([^)#:]+)(#[^)]*)?\\)", line)
            .map(match -> match.group(1))
            .filter(target -> {
              String file = folder
                  .resolve(target)
                  .normalize()
                  .toString()
                  .replace('\\', '/')
                  .substring(1);
              return files.stream().noneMatch(f -> f.equals(file) || f.startsWith(file + "/"));
            })
            .map(target -> "points to " + target + ", which is not there")
            .findFirst());
  }

  /** Names of classes of others that documents may use. */
  private static final Set<String> FOREIGN =
      Set.of("Vertx", "Future", "System", "Math", "TreeMap", "LinkedHashMap");

  @Test
  @DisplayName("A document names only classes and members that exist")
  void names() {
    Map<String, String> types =
        types(List.of("class World {\n  void fromSeed() {}\n  record Part(int x) {}\n}"));
    assertThat(types).containsOnlyKeys("World", "Part");
    assertThat(unknownNames(
            types, "A.md", "`World.fromSeed(1)`, `Part`, `Vertx.vertx()`, `lab`, Wurld"))
        .isEmpty();
    assertThat(unknownNames(types, "A.md", "the `Wurld` in\n`Part`, and ends in `PaperTest`"))
        .containsExactly(
            "A.md:1 names Wurld, which does not exist",
            "A.md:2 names PaperTest, which does not exist");
    assertThat(unknownNames(types, "A.md", "`World.fromSaid`"))
        .containsExactly("A.md:1 names World.fromSaid, which does not exist");
    Map<String, String> ours = types(FILES.entrySet().stream()
        .filter(file -> file.getKey().endsWith(".java"))
        .map(Map.Entry::getValue)
        .toList());
    assertTidy(DOCUMENTS, (path, text) -> unknownNames(ours, path, text));
  }

  /** The name of each type, and the text of the files that declare one of that name. */
  private static Map<String, String> types(Iterable<String> sources) {
    Map<String, String> types = new TreeMap<>();
    for (String source : sources) {
      matches("(?:class|interface|record|enum) ([A-Z]\\w*)", source)
          .forEach(match -> types.merge(match.group(1), source, String::concat));
    }
    return types;
  }

  /** A name in back-ticks; the common end of several names ({@code …ScenarioTest}) is one too. */
  private static List<String> unknownNames(Map<String, String> types, String path, String text) {
    return lines(
        path,
        text,
        line -> matches("`@?([A-Z][a-z]\\w*)(?:\\.([a-z]\\w*))?[^`/]*`", line)
            .filter(match -> !FOREIGN.contains(match.group(1)))
            .filter(match -> types.entrySet().stream()
                .filter(type -> type.getKey().endsWith(match.group(1)))
                .noneMatch(type -> match.group(2) == null
                    || Pattern.compile("\\b" + match.group(2) + "\\b")
                        .matcher(type.getValue())
                        .find()))
            .map(match -> match.group(1) + (match.group(2) == null ? "" : "." + match.group(2)))
            .map(name -> "names " + name + ", which does not exist")
            .findFirst());
  }

  // --- reading
  // ------------------------------------------------------------------------------------

  private static void assertTidy(
      Map<String, String> files, BiFunction<String, String, List<String>> check) {
    assertThat(files).isNotEmpty();
    assertThat(files.entrySet().stream()
            .flatMap(file -> check.apply(file.getKey(), file.getValue()).stream()))
        .isEmpty();
  }

  private static List<String> finds(Pattern pattern, String path, String text) {
    return lines(
        path,
        text,
        line -> pattern.matcher(line).results().findFirst().map(m -> "has " + m.group()));
  }

  private interface LineCheck {
    Optional<String> problem(String line);
  }

  private static List<String> lines(String path, String text, LineCheck check) {
    List<String> problems = new ArrayList<>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String where = path + ":" + (i + 1) + " ";
      check.problem(lines.get(i)).ifPresent(problem -> problems.add(where + problem));
    }
    return problems;
  }

  private static Stream<MatchResult> matches(String regex, String text) {
    Matcher matcher = Pattern.compile(regex).matcher(text);
    return matcher.results();
  }

  private static Map<String, String> only(String path) {
    Map<String, String> files = new TreeMap<>();
    FILES.forEach((name, text) -> {
      String simpleName = name.substring(name.lastIndexOf('/') + 1);
      if (name.matches(path) && !NOT_CHECKED.contains(simpleName)) {
        files.put(name, text);
      }
    });
    return files;
  }

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("mvnw"))) {
      folder = folder.getParent();
      assertThat(folder).as("a folder with mvnw above the working directory").isNotNull();
    }
    return folder;
  }

  private static Map<String, String> read() {
    Map<String, String> files = new TreeMap<>();
    try {
      Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
          boolean skip = NOT_OURS.contains(String.valueOf(folder.getFileName()));
          return skip && !folder.equals(ROOT)
              ? FileVisitResult.SKIP_SUBTREE
              : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
            throws IOException {
          String name = ROOT.relativize(file).toString().replace('\\', '/');
          if (attributes.isRegularFile() && TEXT.matcher(name).matches()) {
            files.put(name, Files.readString(file).replace("\r\n", "\n"));
          }
          return FileVisitResult.CONTINUE;
        }
      });
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return files;
  }
}
