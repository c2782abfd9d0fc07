package dev.understudy.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleFileTest {
  private static final Subject SUBJECT = new KeeperSubject(Keeper::new);
  private static final String HEAD =
      "{'schema':'understudy-schedule-1','subject':'keeper','seed':7,"
          + "'nodes':['athens','byzantium','cyrene'],'length':'PT1S','forGood':[]}";
  private static final String BREAK =
      "{'at':'PT0.2S','fault':{'Pause':{'node':'athens'}},'lasting':'PT0.1S'}";
  private static final String ACT = "{'at':'PT0.3S','act':{'Ask':{'times':2}}}";

  private static Schedule read(String... lines) {
    String text = String.join("\n", lines).replace('\'', '"') + "\n";
    return new ScheduleFile()
        .read(
            text, name -> Optional.of(SUBJECT).filter(subject -> subject.name().equals(name)));
  }

  @Test
  @DisplayName("What is written is read again, whatever was drawn")
  void readsWhatIsWritten() {
    ScheduleFile file = new ScheduleFile();
    String kinds = LongStream.rangeClosed(1, 200)
        .mapToObj(seed -> {
          Schedule schedule = Swarm.draw(SUBJECT, seed);
          String text = file.write(SUBJECT, schedule);
          assertThat(file.read(text, name -> Optional.of(SUBJECT))).as(text).isEqualTo(schedule);
          return text;
        })
        .collect(Collectors.joining());
    SUBJECT.budget().kinds().forEach(kind -> assertThat(kinds).contains(kind.getSimpleName()));
  }

  @Test
  @DisplayName("A file says in its lines what happens when, for people too")
  void isReadable() {
    Schedule schedule = read(HEAD, BREAK, ACT);
    assertThat(new ScheduleFile().write(SUBJECT, schedule).replace('"', '\''))
        .isEqualTo(HEAD + "\n" + BREAK + "\n" + ACT + "\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'at':'PT0.2S','fault':{'Explosion':{'node':'athens'}},'lasting':null}",
        "{'at':'PT0.2S','fault':{'Pause':{'node':'athens','hard':true}},'lasting':null}",
        "{'at':'PT0.2S','fault':{'Pause':{'node':'athens'}},'lasting':null,'hard':true}",
        "{'at':'PT0.2S','fault':{'Pause':{}},'lasting':null}",
        "{'at':'PT0.2S','fault':{'Pause':{'node':'athens'}}}",
        "{'at':'PT0.2S','fault':null,'lasting':null}",
        "{'at':0.2,'fault':{'Pause':{'node':'athens'}},'lasting':null}",
        "{'at':null,'fault':{'Pause':{'node':'athens'}},'lasting':null}",
        "{'at':'soon','fault':{'Pause':{'node':'athens'}},'lasting':null}",
        "{'at':'PT-0.2S','fault':{'Pause':{'node':'athens'}},'lasting':null}",
        "{'at':'PT0.2S','fault':{'Loss':{'of':{'from':'','to':'','type':''},'probability':7}},"
            + "'lasting':null}",
        "{'at':'PT0.2S','fault':{'Reordering':{'of':{'from':'','to':'','type':'Sneeze'}}},"
            + "'lasting':null}",
        "{'at':'PT0.2S','act':{'Sing':{'times':2}}}",
        "{'at':'PT0.2S','act':{'Ask':{'times':'2'}}}",
        "{'at':'PT0.2S','act':{'Ask':{'times':2.5}}}",
        "{'at':'PT0.2S','act':null}",
        "{'at':'PT0.2S','at':'PT0.3S','act':{'Ask':{'times':2}}}",
        "[]",
        "",
        "{",
        "17"
      })
  @DisplayName("A wrong step is refused by its line, in one line")
  void refusesStep(String wrong) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(HEAD, BREAK, wrong, ACT))
        .withMessageMatching("line (1|3): .{5,400}")
        .withMessageNotContainingAny("Line", "java", "dev.", "Json", "type", "creator");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "{'at':'PT0S','fault':{'Explosion':{}},'lasting':null}; 'fault' cannot be 'Explosion', only Bit",
        "{'at':'PT0S','fault':{'Pause':{'node':'athens','hard':true}},'lasting':null};"
            + " 'fault.hard' is no field here, only node",
        "{'at':'PT0S','fault':{'Pause':{}},'lasting':null}; 'fault.node' is missing",
        "{'at':'PT0S','fault':7,'lasting':null}; 'fault' must be an object, such as {'Isolate':",
        "{'at':'PT0S','fault':{'Pause':{'node':''}},'lasting':null}; 'fault' is refused: a fault needs",
        "{'at':'soon','act':{'Ask':{'times':2}}}; 'at' is wrong: expected a duration such as 'PT0.25S'",
        "{'at':'PT0S','act':{'Ask':{'times':2.5}}}; 'times' must be a whole number",
        "{'at':'PT0S','act':{'Sing':{}}}; the act cannot be 'Sing', only Ask",
        "{'at':'PT0S','act':null}; 'act' is null",
        "{'at'; not JSON: Unexpected end-of-input",
        "[]; expected an object such as {'at':",
      })
  @DisplayName("What is wrong with a step is said in the words of the file")
  void wordsOfTheFile(String wrong, String words) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(HEAD, wrong))
        .satisfies(refused ->
            assertThat(refused.getMessage().replace('"', '\'')).startsWith("line 2: " + words));
  }

  @Test
  @DisplayName("A byte order mark before the first line does no harm, and is none elsewhere")
  void byteOrderMark() {
    assertThat(read("\uFEFF" + HEAD, BREAK, ACT)).isEqualTo(read(HEAD, BREAK, ACT));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(HEAD, "\uFEFF" + BREAK))
        .withMessageStartingWith("line 2: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "schedule-1; schedule-2; its schema is 'understudy-schedule-2'",
        "'keeper'; 'sleeper'; there is no subject 'sleeper'",
        "'seed':7; 'seed':'7'; 'seed' must be a whole number",
        "'seed':7; 'seed':7,'mood':'good'; 'mood' is no field here, only forGood, length",
        "'seed':7,; #; 'seed' is missing",
        "'PT1S'; 'PT-1S'; lasts",
        "'PT1S'; null; 'length' is null",
        "'keeper'; null; 'subject' is null",
        "['athens','byzantium','cyrene']; null; 'nodes' is null",
        "['athens','byzantium','cyrene']; [null]; 'nodes' is null",
        "'forGood':[]; 'forGood':[null]; 'forGood' is null",
        "['athens','byzantium','cyrene']; []; needs a node",
        "'forGood':[]; 'forGood':[{'Crash':{'node':'rome','unsynced':null}}]; no such node",
        "'forGood':[]; 'forGood':[{'SyncFails':{'node':'athens'}}]; cannot stay for good",
        "'forGood':[]; 'forGood':[{'Pause':{'node':'athens'}},{'Pause':{'node':'cyrene'}}]; majority"
      })
  @DisplayName("A wrong first line is refused in words")
  void refusesHead(String right, String wrong, String words) {
    String head = HEAD.replace(right, wrong.equals("#") ? "" : wrong);
    assertThat(head).isNotEqualTo(HEAD);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(head))
        .withMessageStartingWith("line 1: ")
        .withMessageContaining(words);
  }

  @Test
  @DisplayName("A text that is too long, or has too many steps, or none at all, is not looked at")
  void refusesSize() {
    ScheduleFile file = new ScheduleFile();
    String long1 = " ".repeat(ScheduleFile.MOST_CHARACTERS + 1);
    for (String text : new String[] {long1, "\n".repeat(100_002), ""}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> file.read(text, name -> Optional.of(SUBJECT)))
          .withMessageContaining("a schedule has");
    }
  }
}
