package dev.understudy.coach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueTest {
  @TempDir
  private Path folder;

  @Test
  @DisplayName("An exercise has many names")
  void names() {
    Exercise tiny = TinyExercise.in(folder);
    Catalogue catalogue = new Catalogue(folder);
    for (String name : new String[] {"1", "01", "E01", "e1", "01-tiny", "tiny"}) {
      assertThat(catalogue.find(name)).as(name).contains(tiny);
    }
    assertThat(catalogue.find("02")).isEmpty();
    assertThat(catalogue.find("tin")).isEmpty();
    assertThat(tiny.name()).isEqualTo("E01 tiny");
    assertThat(tiny.points()).isEqualTo(3);
  }

  @Test
  @DisplayName("Other files and folders are no exercises, and none at all is an error")
  void none() throws IOException {
    Files.createDirectories(folder.resolve("target"));
    Files.createDirectories(folder.resolve("1-short"));
    assertThatThrownBy(() -> new Catalogue(folder).all()).hasMessageContaining("no exercises in");
    assertThatThrownBy(() -> new Catalogue(folder.resolve("nowhere")).all())
        .hasMessageContaining("no exercises in");
  }

  @ParameterizedTest(name = "{0} -> {1}: {2}")
  @DisplayName("A description that is not whole is refused with what it needs")
  @CsvSource(
      delimiter = '|',
      value = {
        "\"minutes\": 5 | \"minutes\": 0 | needs minutes",
        "\"tiny\" | \" \" | needs title",
        "\"Tiny\" | \"tiny.Tiny\" | needs className",
        "\"points\": 1 | \"points\": 0 | needs for each group a name, a title and points",
        "\"points\": 1 | \"weight\": 1 | Unrecognized field \"weight\"",
        "{\"title\" | \"title\" | exercise.json",
      })
  void notWhole(String find, String replace, String complaint) throws IOException {
    TinyExercise.in(folder);
    Path facts = folder.resolve("01-tiny/exercise.json");
    String text = Files.readString(facts);
    assertThat(text).contains(find);
    Files.writeString(facts, text.replace(find, replace));
    assertThatThrownBy(() -> new Catalogue(folder).all())
        .isInstanceOf(ExerciseException.class)
        .hasMessageContaining(complaint);
  }
}
