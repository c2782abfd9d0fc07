package dev.understudy.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WrongUsageTest {
  @TempDir
  private Path folder;

  @ParameterizedTest(name = "lab {0}: {1}")
  @DisplayName("Wrong usage is told in one line, which says what to do, and exits with 2")
  @CsvSource(
      delimiter = '|',
      value = {
        "simm | there is no command simm; did you mean sim?",
        "completely-else | there is no command completely-else",
        "--prot 3 | there is no option --prot; did you mean --port?",
        "--port 70000 | --port 70000 is no port: give one from 1 to 65535",
        "--port x | 'x' is not an int",
        "--jupyter --embedded | exclude each other",
        "sim | which scenario? ./lab sim --list names them",
        "sim async-failovr | no scenario 'async-failovr'; did you mean async-failover",
        "sim completely-else | no scenario 'completely-else'; ./lab sim --list names all",
        "sim async-failover more | one argument too many: more",
        "sim async-failover --seed abc | 'abc' is no seed: give a whole number",
        "sim async-failover --seed 9223372036854775808 | is no seed: give a whole number",
        "sim async-failover --seed 1.5 | '1.5' is no seed",
        "sim async-failover --seed | Missing required parameter",
        "sim async-failover --svg no/such/folder/x.svg | cannot write no/such/folder/x.svg",
        "drill | which mode? Give --mode async, --mode sync or --mode quorum",
        "drill --mode semi | there is no mode 'semi', only async, quorum, sync",
        "drill --mode ASYNC | there is no mode 'ASYNC', only async, quorum, sync",
        "drill --mode sync --failure fire | there is no failure 'fire', only crash, partition, pause",
        "drill --mode sync --victim all | there is no victim 'all', only follower, leader",
        "drill --mode sync --seeds 0 | --seeds 0: give 1 to 1000000",
        "drill --mode sync --seeds -5 | --seeds -5: give 1 to 1000000",
        "drill --mode sync --seeds 1000001 | --seeds 1000001: give 1 to 1000000",
        "drill --mode sync --seeds many | 'many' is not a long",
        "drill --mode sync --seed 1 --seeds 2 | --seed makes one run and --seeds many",
        "drill --mode sync --seed x | 'x' is no seed: give a whole number",
        "drill --mode sync --svg x.svg | --svg draws one run: say which with --seed",
        "drill --mode sync --seed 1 --svg no/such/x.svg | cannot write no/such/x.svg",
        "drill --mode sync more | one argument too many: more",
        "notebooks 04 | what to do with 04? Give --run or --lint",
        "notebooks --run | there are no notebooks in",
        "notebooks --run 04 | there is no notebook '04'",
        "notebooks --lint | there are no notebooks in",
        "notebooks --compare --update | exclude each other",
        "notebooks --run --lint | --lint runs nothing",
        "exercises | there are no exercises in",
        "exercises check | there are no exercises in",
        "exercises run | which exercise? ./lab exercises list names them",
        "exercises run 05 | there are no exercises in",
        "exercises run 05 --timeout 0 | --timeout 0: give 1 to 3600 seconds",
        "exercises run 05 --seed x | 'x' is no seed",
        "exercises wach | there is no command wach; did you mean watch?",
        "bench simulater | called 'simulater'; did you mean simulator?; there are replication, simulator",
        "bench --quick --out no/such/folder | --out no/such/folder: give a folder that is there",
        "kernelspec | Missing required subcommand",
        "kernelspec install --user --to x | mutually exclusive",
      })
  void wrongUsageIsOneLine(String arguments, String line) {
    var result = new CommandLineOnTrial(folder).call(arguments.split(" "));
    assertThat(result.err()).contains(line);
    assertThat(result.err().lines()).hasSize(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.status()).isEqualTo(Exit.WRONG_INPUT);
  }

  @Test
  @DisplayName("Help and version are answers, not complaints")
  void helpIsAnAnswer() {
    var lab = new CommandLineOnTrial(folder);
    for (String[] arguments : new String[][] {
      {"--help"},
      {"--version"},
      {"sim", "--help"},
      {"drill", "--help"},
      {"notebooks", "--help"},
      {"bench", "--help"},
      {"kernelspec", "--help"},
      {"exercises", "--help"},
      {"exercises", "grade", "--help"}
    }) {
      var result = lab.call(arguments);
      assertThat(result.status()).isEqualTo(Exit.HOLDS);
      assertThat(result.out()).isNotBlank();
      assertThat(result.err()).isEmpty();
    }
  }
}
