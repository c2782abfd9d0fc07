package dev.understudy.checker.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import us.bpsm.edn.parser.Parseable;

class CharactersTest {
  /** Lines of all lengths with all ends, longer than the buffer together. */
  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 2000; i++) {
      text.append("x".repeat(random.nextInt(40)));
      text.append(List.of("\n", "\r", "\r\n", "\n\r", "\n\n").get(random.nextInt(5)));
    }
    return text.append("end").toString();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  @DisplayName("Its lines are those of the text, whatever they end with, and it counts them")
  void lines(long seed) throws IOException {
    String text = text(new Random(seed));
    Characters characters = new Characters(new StringReader(text));
    List<String> expected = text.lines().toList();
    List<String> lines = new ArrayList<>();
    for (String line = characters.nextLine(); line != null; line = characters.nextLine()) {
      lines.add(line);
      assertThat(characters.line()).isEqualTo(Math.min(lines.size() + 1, expected.size()));
    }
    assertThat(lines).as("seed " + seed).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  @DisplayName("What is given back comes again, also across the ends of lines and of the buffer")
  void givenBack(long seed) throws IOException {
    Random random = new Random(seed);
    String text = text(random);
    Characters characters = new Characters(new StringReader(text));
    StringBuilder read = new StringBuilder();
    int next = characters.read();
    while (next != Parseable.END_OF_INPUT) {
      int line = characters.line();
      if (random.nextInt(3) == 0) {
        characters.unread(next);
        assertThat(characters.read())
            .as("seed " + seed + " at " + read.length())
            .isEqualTo(next);
        assertThat(characters.line()).as("seed " + seed).isEqualTo(line);
      }
      read.append((char) next);
      next = characters.read();
    }
    assertThat(read.toString()).isEqualTo(String.join("\n", text.lines().toList()));
  }

  @Test
  @DisplayName("A mark at the beginning is left out; two characters may be given back after blanks")
  void peek() throws IOException {
    Characters characters = new Characters(new StringReader("\uFEFF \n\t{ \n :a"));
    assertThat(characters.peek()).isEqualTo('{');
    assertThat(characters.line()).isEqualTo(2);
    characters.read();
    assertThat(characters.peek()).isEqualTo(':');
    characters.unread('{');
    assertThat(characters.nextLine()).isEqualTo("{:a");
    assertThat(characters.peek()).isEqualTo(Parseable.END_OF_INPUT);
  }
}
