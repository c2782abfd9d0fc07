package dev.understudy.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NbformatSchemaTest {
  @TempDir
  private Path folder;

  private static Path schemaFile() {
    String data = System.getenv("UNDERSTUDY_DATA");
    Path folder = data == null ? Path.of("../../../shared/data") : Path.of(data);
    return folder.resolve("nbformat/nbformat.v4.5.schema.json");
  }

  @Test
  @DisplayName(
      "What the runner writes is what Jupyter's own schema allows, also for cells that fail")
  void valid() throws Exception {
    assumeTrue(
        Files.isRegularFile(schemaFile()),
        "no nbformat schema: set UNDERSTUDY_DATA to the folder that holds nbformat/nbformat.v4.5.schema.json");
    JsonSchema schema =
        JsonSchemaFactory.getInstance(VersionFlag.V4).getSchema(Files.readString(schemaFile()));
    NotebookRunner runner = new NotebookRunner(RunMode.RUN, Duration.ofSeconds(30));
    for (String name : new String[] {"healthy.ipynb", "throws.ipynb", "does-not-compile.ipynb"}) {
      NotebookOutcome outcome = runner.run(Notebooks.copy(name, folder));
      String written = outcome.executed().orElseThrow().toJson();
      assertThat(schema.validate(new ObjectMapper().readTree(written))).as(name).isEmpty();
      String broken = written.replace("\"execution_count\": 1,", "\"execution_count\": \"one\",");
      assertThat(schema.validate(new ObjectMapper().readTree(broken)))
          .as("the judge judges")
          .isNotEmpty();
    }
  }
}
