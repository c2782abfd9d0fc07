package dev.understudy.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir
  private Path folder;

  private long files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.count();
    }
  }

  @Test
  @DisplayName("The part of another process that writes the same file stays as it is")
  void notOfAnother() throws IOException {
    Path file = folder.resolve("a page.html");
    Path others = Files.writeString(folder.resolve(".a page.html.part"), "half");
    AtomicFile.write(file, "whole");
    assertThat(file).hasContent("whole");
    assertThat(others).hasContent("half");
    assertThat(files()).isEqualTo(2);
  }

  @Test
  @DisplayName("What could not be written leaves nothing behind")
  void nothingBehind() throws IOException {
    String lone = "a\uD800b"; // half a character, which no file in UTF-8 can hold
    assertThatThrownBy(() -> AtomicFile.write(folder.resolve("x.svg"), lone))
        .isInstanceOf(WrongInput.class)
        .hasMessageContaining("cannot write ");
    assertThat(files()).isZero();
  }

  @Test
  @DisplayName("A pipe is written to, and no file takes its place")
  @DisabledOnOs(OS.WINDOWS)
  void pipe() throws Exception {
    Path pipe = folder.resolve("pipe");
    Path copy = folder.resolve("copy");
    new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
    Process reader =
        new ProcessBuilder("cat", pipe.toString()).redirectOutput(copy.toFile()).start();
    try {
      AtomicFile.write(pipe, "content");
      assertThat(Files.isRegularFile(pipe)).isFalse();
      reader.waitFor();
      assertThat(copy).hasContent("content");
    } finally {
      reader.destroyForcibly();
    }
  }
}
