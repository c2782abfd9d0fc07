package dev.understudy.notebook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** One cell of a notebook: a view on its JSON. */
public final class NotebookCell {
  /** The tag of a cell whose outputs differ from run to run. */
  public static final String UNSTABLE = "unstable";
  /** The tag, known to Jupyter too, of a cell that must fail. */
  public static final String RAISES_EXCEPTION = "raises-exception";

  private final int number;
  private final ObjectNode json;

  NotebookCell(int number, ObjectNode json) {
    this.number = number;
    this.json = json;
  }

  /** The place among the code cells, from 1; 0 for a cell that holds no code. */
  public int number() {
    return number;
  }

  /** Whether it can be run. */
  public boolean isCode() {
    return number > 0;
  }

  /** Whether it is text in Markdown. */
  public boolean isMarkdown() {
    return json.path("cell_type").asText().equals("markdown");
  }

  /** The identity within the notebook; empty when it has none. */
  public String id() {
    return json.path("id").asText("");
  }

  /** The text of the cell. */
  public String source() {
    return NotebookJson.text(json.path("source"));
  }

  /** Whether it carries this tag. */
  public boolean hasTag(String tag) {
    for (JsonNode each : json.path("metadata").path("tags")) {
      if (each.asText().equals(tag)) {
        return true;
      }
    }
    return false;
  }

  /** What the last run has left, in order. */
  public List<CellOutput> outputs() {
    List<CellOutput> outputs = new ArrayList<>();
    json.path("outputs").forEach(output -> outputs.add(CellOutput.fromJson(output)));
    return outputs;
  }

  /** The number that the last run gave it; 0 when it was never run. */
  public int executionCount() {
    return json.path("execution_count").asInt(0);
  }

  /** Puts the outputs of a run in place of those of the run before. */
  void setOutputs(int executionCount, List<CellOutput> outputs) {
    json.put("execution_count", executionCount);
    ArrayNode list = json.putArray("outputs");
    outputs.forEach(output -> list.add(output.toJson(executionCount)));
    json.set("source", NotebookJson.lines(source()));
  }
}
