package penstock.runner.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import penstock.runner.python.Recognition.Command;
import penstock.runner.python.Recognition.Executor;
import penstock.runner.python.Recognition.NotRecognised;
import penstock.runner.python.Recognition.Recognised;
import penstock.runner.python.RequirementGroup.Flag;

class BootstrapTest {
    private static final String TYPING = "typing-extensions>=3.7.4,<5; python_version<\"3.9\"";

    static Stream<String> sdks() {
        return Stream.of(
                "1.8.22", "2.0.0", "2.0.1", "2.1.3", "2.3.0", "2.4.0", "2.5.0", "2.7.0", "2.9.0",
                "2.12.1", "2.14.3", "2.17.0");
    }

    @ParameterizedTest
    @MethodSource("sdks")
    void recognisesEveryVariantThatAnSdkWrites(String sdk) {
        SdkFixture fixture = SdkFixture.of(sdk);

        assertThat(fixture.variants()).hasSizeGreaterThanOrEqualTo(9);
        for (String variant : fixture.variants()) {
            List<String> argv = fixture.argv(variant);
            Recognised step = recognised(argv);
            Executor executor = (Executor) step.program();
            assertThat(executor.module())
                    .as(variant)
                    .isEqualTo(
                            switch (sdk) {
                                case "1.8.22" -> "kfp.v2.components.executor_main";
                                case "2.0.0", "2.0.1" -> "kfp.components.executor_main";
                                default -> "kfp.dsl.executor_main";
                            });
            assertThat(executor.runtimeFlag())
                    .as(variant)
                    .isEqualTo(executor.module().startsWith("kfp.dsl."));
            assertThat(executor.source()).as(variant).contains("def greet(");
            assertThat(executor.arguments())
                    .as(variant)
                    .containsExactly("--executor_input", "{{$}}", "--function_to_execute", "greet");
            assertThat(step.venv()).as(variant).isEqualTo(variant.startsWith("venv"));
        }
    }

    @ParameterizedTest
    @MethodSource("sdks")
    void keepsTheOrderOfPipCommandsAndTheirRequirements(String sdk) {
        List<RequirementGroup> groups = recognised(SdkFixture.of(sdk).argv("packages")).groups();

        RequirementGroup user = RequirementGroup.of(List.of("requests", "scikit-learn==1.4.0"));
        RequirementGroup kfp =
                RequirementGroup.of(List.of("kfp==" + sdk, TYPING)).with(Flag.NO_DEPS);
        switch (sdk) {
            case "1.8.22", "2.0.0", "2.0.1" ->
                    assertThat(groups)
                            .containsExactly(
                                    RequirementGroup.of(
                                            List.of(
                                                    "requests",
                                                    "scikit-learn==1.4.0",
                                                    "kfp==" + sdk)));
            case "2.1.3" ->
                    assertThat(groups)
                            .containsExactly(
                                    RequirementGroup.of(
                                                    List.of(
                                                            "requests",
                                                            "scikit-learn==1.4.0",
                                                            "kfp==" + sdk,
                                                            TYPING))
                                            .with(Flag.NO_DEPS));
            case "2.14.3", "2.17.0" -> assertThat(groups).containsExactly(user, kfp);
            default -> assertThat(groups).containsExactly(kfp, user);
        }
    }

    @Test
    void readsIndexOptionsOfEveryCommand() {
        assertThat(recognised(SdkFixture.of("2.17.0").argv("two_indexes")).groups())
                .hasSize(2)
                .allSatisfy(group -> {
                    assertThat(group.indexUrl()).contains("https://index.example/simple");
                    assertThat(group.extraIndexUrls())
                            .containsExactly("https://second.example/simple");
                    assertThat(group.trustedHosts())
                            .containsExactly(
                                    "https://index.example/simple",
                                    "https://second.example/simple");
                });
        assertThat(recognised(SdkFixture.of("2.17.0").argv("trusted_host")).groups())
                .allSatisfy(group ->
                        assertThat(group.trustedHosts()).containsExactly("index.example:8443"));
    }

    @Test
    void tellsThePinnedVersionOfKfp() {
        SdkFixture sdk = SdkFixture.of("2.17.0");

        assertThat(recognised(sdk.argv("plain")).kfpVersion()).contains("2.17.0");
        assertThat(recognised(sdk.argv("own_kfp")).kfpVersion()).contains("2.9.0");
        assertThat(recognised(sdk.argv("kfp_from_git")).kfpVersion()).isEmpty();
        assertThat(recognised(sdk.argv("nothing_installed")).kfpVersion()).isEmpty();
        assertThat(recognised(sdk.argv("nothing_installed")).groups()).isEmpty();
    }

    @Test
    void keepsTheShellCommandThatRunsAfterTheInstallation() {
        List<String> argv = SdkFixture.of("2.17.0").argv("packages");

        assertThat(recognised(argv).program().argv()).isEqualTo(argv.subList(3, argv.size()));
    }

    @Test
    void recognisesComponentsOfTheFirstGeneration() {
        String pip =
                "PIP_DISABLE_PIP_VERSION_CHECK=1 python3 -m pip install --quiet"
                        + " --no-warn-script-location 'xgboost==1.1.1' 'pandas==1.0.5'";
        String script = "(" + pip + " || " + pip + " --user) && \"$0\" \"$@\"";
        List<String> rest = List.of("python3", "-u", "-c", "print(1)", "--x", "1");

        assertThat(recognised(argv("sh", "-c", script, rest)))
                .isEqualTo(
                        new Recognised(
                                List.of(
                                        RequirementGroup.of(
                                                List.of("xgboost==1.1.1", "pandas==1.0.5"))),
                                false,
                                new Command(rest)));
        assertThat(
                        Bootstrap.recognise(
                                argv(
                                        "sh",
                                        "-c",
                                        script.replace("1.0.5' --user", "2' --user"),
                                        rest)))
                .isInstanceOf(NotRecognised.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.0.1", "2.17.0"})
    void runsAsWrittenWhatDiffersInASingleCharacterOfAScript(String sdk) {
        List<String> argv = SdkFixture.of(sdk).argv("plain");
        for (int part : List.of(0, 1, 2, 3, 4, 5)) {
            String text = argv.get(part);
            for (int i = 0; i <= text.length(); i++) {
                if (part == 2 && i > text.indexOf("'kfp==") && i <= text.lastIndexOf('\'')) {
                    continue;
                }
                List<String> changed = new ArrayList<>(argv);
                changed.set(part, text.substring(0, i) + ";" + text.substring(i));
                assertThat(
                                Bootstrap.recognise(changed) instanceof Recognised step
                                        && step.program() instanceof Executor)
                        .as(changed.get(part))
                        .isFalse();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--user",
                "--target /x",
                "-r requirements.txt",
                "--constraint=c.txt",
                "'-i https://index.example/simple'",
                "--index-url",
                "./package",
                "/srv/package",
                "sub/package",
                "package.whl",
                "'package @ file:///srv/package'",
                "file:///srv/package",
                "''",
                "$PACKAGE",
                "$(cat list)",
                "a&&b",
            })
    void runsAsWrittenWhatCannotBePreparedAhead(String word) {
        List<String> argv = new ArrayList<>(SdkFixture.of("2.17.0").argv("plain"));
        argv.set(2, argv.get(2).replace("'kfp==2.17.0'", "'kfp==2.17.0' " + word));

        assertThat(Bootstrap.recognise(argv)).isInstanceOf(NotRecognised.class);
    }

    @Test
    void keepsOptionsThatChangeWhatIsInstalled() {
        List<String> argv = new ArrayList<>(SdkFixture.of("2.17.0").argv("only_packages"));
        argv.set(
                2,
                argv.get(2)
                        .replace(
                                "'requests'",
                                "'-U' --pre --no-index --find-links=/wheels --no-cache-dir"
                                        + " 'requests' 'git+https://git.example/x@main'"));

        RequirementGroup group = recognised(argv).groups().getFirst();
        assertThat(group.flags()).isEqualTo(Set.of(Flag.NO_INDEX, Flag.PRE, Flag.UPGRADE));
        assertThat(group.findLinks()).containsExactly("/wheels");
        assertThat(group.indexUrl()).isEqualTo(Optional.empty());
        assertThat(group.requirements())
                .containsExactly("requests", "git+https://git.example/x@main");
    }

    @Test
    void leavesOtherCommandsAlone() {
        assertThat(Bootstrap.recognise(List.of())).isInstanceOf(NotRecognised.class);
        assertThat(Bootstrap.recognise(List.of("python3", "-m", "kfp.dsl.executor_main")))
                .isInstanceOf(NotRecognised.class);
        assertThat(Bootstrap.recognise(List.of("sh", "-c", "pip install x && \"$0\" \"$@\"", "a")))
                .isEqualTo(new NotRecognised("its install script is not the one of KFP's SDK"));
    }

    @Test
    void refusesAGroupWithoutRequirements() {
        assertThatThrownBy(() -> RequirementGroup.of(List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<String> argv(
            String shell, String option, String script, List<String> rest) {
        List<String> argv = new ArrayList<>(List.of(shell, option, script));
        argv.addAll(rest);
        return argv;
    }

    private static Recognised recognised(List<String> argv) {
        Recognition recognition = Bootstrap.recognise(argv);
        assertThat(recognition).isInstanceOf(Recognised.class);
        return (Recognised) recognition;
    }
}
