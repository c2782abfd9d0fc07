package dev.understudy.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CellEngineTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final PrintedText printed = new PrintedText();
  private final CellEngine engine = CellEngine.open(printed);
  private int number;

  @AfterEach
  void close() {
    engine.close();
  }

  private CellResult run(String source) {
    return engine.run(++number, source, LIMIT);
  }

  private CellResult.Failure failing(String source) {
    return (CellResult.Failure) run(source);
  }

  private static CellResult text(String text) {
    return new CellResult.Value(Map.of("text/plain", text));
  }

  @Test
  @DisplayName("The value of a cell is that of its last expression, with or without a semicolon")
  void valueOfLastExpression() {
    assertThat(run("int a = 20; int twice(int n) { return 2 * n; } twice(a) + 2"))
        .isEqualTo(text("42"));
    assertThat(run("a;")).isEqualTo(text("20"));
    assertThat(run("\"two words\".length();")).isEqualTo(text("9"));
    assertThat(run("new int[][] {{1, 2}, {3}}")).isEqualTo(text("[[1, 2], [3]]"));
    assertThat(run("new int[] {1, 2}")).isEqualTo(text("[1, 2]"));
  }

  @Test
  @DisplayName("A declaration, an assignment, a statement and null show nothing")
  void nothingToShow() {
    for (String source : new String[] {
      "int b = 1",
      "b = 2",
      "b++; for (;;) break;",
      "String none = null;",
      "none",
      "// only a comment",
      "",
      "import java.sql.*;"
    }) {
      assertThat(run(source)).as(source).isEqualTo(new CellResult.Nothing());
    }
  }

  @Test
  @DisplayName("What a cell declares is there for the next, and may be declared anew")
  void declarationsLive() {
    run("record Point(int x) {}\nsealed interface S { record A() implements S {} }");
    run("var p = new Point(1);");
    assertThat(run("p")).isEqualTo(text("Point[x=1]"));
    run("record Point(int x, int y) {}");
    assertThat(run("new Point(1, 2)")).isEqualTo(text("Point[x=1, y=2]"));
    assertThat(run("new S.A()")).isEqualTo(text("A[]"));
  }

  @Test
  @DisplayName(
      "A method may use what a later snippet declares; a class that lacks something is an error")
  void forwardReferences() {
    assertThat(run("int even() { return odd() + 1; }\nint odd() { return 1; }\neven()"))
        .isEqualTo(text("2"));
    assertThat(failing("class Lion extends Animal {}").traceback())
        .containsExactly("CompilationError: Lion needs class Animal, which is declared nowhere");
    run("int early() { return late(); }");
    assertThat(failing("early()").message())
        .isEqualTo("early needs method late(), which is declared nowhere");
  }

  @Test
  @DisplayName("A compile error shows cell, line, source and a caret")
  void compileError() {
    assertThat(failing("int a = 1;\n\nint b = 1 +\n    a.foo();").traceback())
        .startsWith(
            "CompilationError in cell 1, line 4: int cannot be dereferenced",
            "      a.foo();",
            "       ^");
    assertThat(failing("List.of(1").traceback())
        .containsExactly(
            "CompilationError in cell 2, line 1: the cell ends in the middle of this",
            "  List.of(1",
            "  ^");
  }

  @Test
  @DisplayName("A traceback names the frames in cells, by cell and line, and no others")
  void traceback() {
    run("\nint half(int n) {\n  return 100 / n;\n}");
    assertThat(failing("int none = 0;\n\nStream.of(1).map(i -> half(none)).toList()")
            .traceback())
        .first()
        .isEqualTo("java.lang.ArithmeticException: / by zero");
    assertThat(failing("half(none)").traceback())
        .containsExactly(
            "java.lang.ArithmeticException: / by zero",
            "    at half (cell 1, line 3)",
            "    at cell 3, line 1");
    run("class Half { int of(int n) { return Optional.of(n).map(i -> 1 / i).get(); } }");
    assertThat(failing("Stream.of(0).map(i -> new Half().of(i)).toList()").traceback())
        .containsExactly(
            "java.lang.ArithmeticException: / by zero",
            "    at a lambda in Half.of (cell 4, line 1)",
            "    at Half.of (cell 4, line 1)",
            "    at a lambda (cell 5, line 1)",
            "    at cell 5, line 1");
    assertThat(failing(
                "throw new IllegalStateException(\"outer\", new java.io.IOException(\"inner\"));")
            .traceback())
        .containsExactly(
            "java.lang.IllegalStateException: outer",
            "    at cell 6, line 1",
            "Caused by: java.io.IOException: inner",
            "    at cell 6, line 1");
  }

  @Test
  @DisplayName("What both streams print arrives in order, in few chunks, with its characters whole")
  void printing() {
    run(
        "System.out.println(\"é€😀\"); System.out.print(1); System.err.print(2); System.out.println(3);");
    assertThat(printed.take())
        .containsExactly(
            new CellOutput.Printed("stdout", "é€😀\n1"),
            new CellOutput.Printed("stderr", "2"),
            new CellOutput.Printed("stdout", "3\n"));
    run("for (int i = 0; i < 30_000; i++) System.out.print(\"€\");");
    assertThat(printed.take())
        .containsExactly(new CellOutput.Printed("stdout", "€".repeat(30_000)));
  }

  @Test
  @DisplayName("A cell must not end the JVM")
  void exit() {
    assertThat(failing("System.exit(0);").message()).startsWith("System.exit(0) in a cell");
  }

  @Test
  @DisplayName(
      "A value says itself how it looks, even when its class is not public or its method fails")
  void mimeBundle() {
    run("interface Drawn { Map<String, String> mimeBundle(); }");
    assertThat(run("((java.util.function.Supplier<Object>) () -> { class Inner implements Drawn {"
            + " public Map<String, String> mimeBundle() { return Map.of(\"text/html\", \"<i>\"); }"
            + " public String toString() { return \"inner\"; } } return new Inner(); }).get()"))
        .isEqualTo(new CellResult.Value(Map.of("text/html", "<i>", "text/plain", "inner")));
    assertThat(failing(
                "new Drawn() { public Map<String, String> mimeBundle() { throw new IllegalStateException(\"no\"); } }")
            .message())
        .isEqualTo("no");
  }

  @Test
  @DisplayName("Completion replaces what was begun, also in the middle of a cell")
  void completion() {
    run("String animal = \"lion\";");
    Completions found = engine.complete("int a = 1;\nanimal.toUp", 22);
    assertThat(found.texts()).contains("toUpperCase(");
    assertThat(found.start()).isEqualTo(18);
    assertThat(found.end()).isEqualTo(22);
    assertThat(engine.complete("ani", 3).texts()).contains("animal");
    assertThat(engine.complete("zzzz", 4).texts()).isEmpty();
  }

  @Test
  @DisplayName("An open bracket is incomplete, nonsense is invalid")
  void readiness() {
    assertThat(engine.readiness("int a = 1; a")).isEqualTo(Readiness.COMPLETE);
    assertThat(engine.readiness("void f() {")).isEqualTo(Readiness.INCOMPLETE);
    assertThat(engine.readiness("1 )")).isEqualTo(Readiness.INVALID);
  }

  @Test
  @DisplayName("Inspection gives signatures")
  void inspection() {
    run("String animal = \"lion\";");
    assertThat(engine.inspect("animal.indexOf(", 15))
        .anyMatch(text -> text.contains("int String.indexOf(int ch)"));
  }
}
