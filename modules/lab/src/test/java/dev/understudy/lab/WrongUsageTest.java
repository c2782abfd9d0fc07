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
        "view | view what? Give a scenario (./lab sim --list) or a file with a trace",
        "view zombie-leadr | no scenario and no file 'zombie-leadr'; did you mean zombie-leader?",
        "view completely-else | no scenario and no file 'completely-else'; ./lab sim --list names",
        "view zombie-leader --svg --html | mutually exclusive",
        "view zombie-leader --seed x | 'x' is no seed",
        "view zombie-leader --out no/such/x.html | cannot write no/such/x.html",
        "view zombie-leader --out src | cannot write src: it is a folder",
        "view zombie-leader --at 1 --fault 1 | --at and --fault name two places: give one",
        "view zombie-leader --at -1 | --at -1.0: give the seconds since the cluster was made",
        "view zombie-leader --at NaN | --at NaN: give the seconds",
        "view zombie-leader --fault 99 | there is no fault 99; these began: [1",
        "view zombie-leader --fault 99 --svg | there is no fault 99; these began: [1",
        "view zombie-leader --fault 1 --shiviz | --at and --fault are for pictures",
        "view zombie-leader --about toy | --about is for --svg",
        "replay no-such.jsonl | no-such.jsonl: there is no such file",
        "replay src | src: is no file",
        "zoo Z10 --out pom.xml | --out pom.xml: cannot be made a folder",
        "view pom.xml | pom.xml is no trace: line 1 is no JSON",
        "view pom.xml --seed 3 | --seed is for scenarios: the trace in pom.xml has its own",
        "zoo --list --seeds 0 | --seeds 0: give 1 to 1000000",
        "zoo --list --out kept | --list hunts for none: leave out --out",
        "zoo --list Z99 | there is no twin 'Z99'",
        "guard --list --java no/such | --java no/such: give the folder of a JDK from 17 on",
        "guard --list --seeds 0 | --seeds 0: give 1 to 1000",
        "guard --list nobody | there is no story 'nobody'; ./lab guard --list names all",
        "sim --list --svg x.svg | --list plays nothing: leave out --svg, --history and --trace",
        "sim --list --history x | --list plays nothing: leave out --svg, --history and --trace",
        "sim --list --seed x | 'x' is no seed",
        "explore --list --svg x.svg | --list explores nothing: leave out --svg and --trace",
        "explore --list --seconds 0 | --seconds 0: give 1 to 86400",
        "explore --list --depth 0 | --depth must lie between 1 and 1000 but is 0",
        "standby drill --standby tepid | there is no standby 'tepid', only hot, warm, cold",
        "standby drill --seeds 0 | --seeds 0: give 1 to 100000",
        "standby drill --seed 1 --seeds 2 | --seed makes one run and --seeds many: give one of them",
        "standby regions --disaster flood | there is no disaster 'flood', only disk, region, everything",
        "drill | which mode? Give --mode async, --mode semi-sync, --mode quorum or --mode sync",
        "drill --mode semi | there is no mode 'semi', only async, quorum, semi-sync, sync",
        "drill --mode ASYNC | there is no mode 'ASYNC', only async, quorum, semi-sync, sync",
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
        "replay | Missing required parameter: 'FILE'",
        "replay no/such.jsonl | no/such.jsonl: there is no such file",
        "replay pom.xml | pom.xml: line 1: not JSON",
        "soak | Missing required option: '--minutes=M'",
        "soak --minutes 0 | --minutes 0.0: give more than 0",
        "soak --minutes NaN | --minutes NaN: give more than 0",
        "soak --minutes x | 'x' is not a double",
        "soak --minutes 1 --out pom.xml | --out pom.xml: cannot be made a folder",
        "explore | which subject? ./lab explore --list names them",
        "explore replicatoin | there is no subject 'replicatoin'; did you mean replication?",
        "explore replication --depth 0 | --depth must lie between 1 and 1000 but is 0",
        "explore replication --crashes -1 | --crashes must lie between 0 and 1000 but is -1",
        "explore replication --seconds 0 | --seconds 0: give 1 to 86400",
        "explore replication --drops x | 'x' is not an int",
        "explore replication more | one argument too many: more",
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
        "bench simulater | called 'simulater'; did you mean simulator?; there are replication, storage, simulator",
        "bench --quick --out no/such/folder | --out no/such/folder: give a folder that is there",
        "kernelspec | Missing required subcommand",
        "store | Missing required subcommand",
        "store putt | there is no command putt; did you mean put?",
        "store put a b | Missing required option: '--data=DIR'",
        "store put a --data d | Missing required parameter: 'VALUE'",
        "store put a b c --data d | one argument too many: c",
        "store get a --data no/such | --data no/such: there is no such folder",
        "store get a --data pom.xml | --data pom.xml: it is a file; give a folder",
        "store get a --data src | --data src: it holds no store",
        "store put a b --data pom.xml | --data pom.xml: it is a file; give a folder",
        "store put a b --data pom.xml/x | --data pom.xml/x: cannot write there",
        "store put a b --data src | --data src: it holds no store but other files (main)",
        "store load --records 0 --data d | --records 0: give 1 to 1000000000",
        "store load --records x --data d | 'x' is not a long",
        "store load --data d | Missing required option: '--records=N'",
        "store load --records 1 --value-bytes 0 --data d | --value-bytes 0: give 1 to 1048576",
        "store load --records 1 --value-bytes 1048577 --data d | --value-bytes 1048577: give 1 to",
        "store load --records 1 --concurrency 0 --data d | --concurrency 0: give 1 to 10000",
        "store load --records 1 --keys 0 --data d | --keys 0: give 1 to 1000000000",
        "store serve --data pom.xml | --data pom.xml: it is a file",
        "backup | Missing required subcommand",
        "backup creat | there is no command creat; did you mean create?",
        "backup create --data d | Missing required option: '--to=TARGET'",
        "backup create --data no/such --to t | --data no/such: there is no such folder",
        "backup create --data no/such --to t --kind ful | there is no kind 'ful', only full,",
        "backup list --from no/such | --from no/such: there is no such folder",
        "backup list --from pom.xml | --from pom.xml: it is a file",
        "backup verify --from src | there is no backup in src",
        "backup verify --from src --scratch no/such | --scratch no/such: give a folder that is there",
        "backup restore --from src --into x | there is no backup",
        "backup restore --from src --into x --to-time noon | --to-time 'noon' is no time: give one",
        "backup restore --from src --into x --to-index y | 'y' is not a long",
        "backup restore --from src --into x --to-index 1 --to-time 2026-01-01T00:00:00Z | exclusive",
        "backup restore --from src | where to? Give --into DIR for a whole store, or --dump NAME",
        "backup restore --from src --into x --dump d --data e | where to? Give --into DIR",
        "backup restore --from src --dump d | --data=DIR",
        "backup restore --from src --dump d --data no/such | --data no/such: there is no such folder",
        "backup create --data no/such --to t --table a --kind log | --table writes down rows",
        "backup prune --from src --keep 0 | --keep 0: give 1 or more",
        "backup prune --from src | Missing required option: '--keep=N'",
        "backup drill --schedule weekly | there is no schedule 'weekly', only daily, hourly, 15m, continuous",
        "backup drill --weeks 0 | --weeks 0: give 1 to 52",
        "backup drill --seeds 0 | --seeds 0: give 1 to 1000",
        "backup restore-drill --data 1,x | 'x' is not an int",
        "backup restore-drill --data 0 | --data 0: give 1 to 128 MiB each",
        "backup restore-drill --rate 0 | --rate 0: give 1 to 1024 MiB a second",
        "backup restore-drill --svg no/such/x.svg --data 1 | cannot write no/such/x.svg",
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
      {"view", "--help"},
      {"drill", "--help"},
      {"replay", "--help"},
      {"soak", "--help"},
      {"notebooks", "--help"},
      {"bench", "--help"},
      {"kernelspec", "--help"},
      {"store", "--help"},
      {"store", "put", "--help"},
      {"store", "get", "--help"},
      {"store", "load", "--help"},
      {"store", "serve", "--help"},
      {"backup", "--help"},
      {"backup", "create", "--help"},
      {"backup", "list", "--help"},
      {"backup", "verify", "--help"},
      {"backup", "restore", "--help"},
      {"backup", "prune", "--help"},
      {"backup", "restore-drill", "--help"},
      {"backup", "drill", "--help"},
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
