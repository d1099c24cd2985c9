package penstock.runner;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** The program that {@link UnprivilegedTest} starts. */
final class UnprivilegedSuite {

    private UnprivilegedSuite() {}

    /** Prints a summary; exit code 0 when nothing failed. */
    public static void main(String[] args) {
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        Launcher launcher = LauncherFactory.create();
        launcher.execute(
                LauncherDiscoveryRequestBuilder.request()
                        .selectors(
                                selectClass(PrivateViewTest.class),
                                selectClass(SharedFilesTest.class),
                                selectClass(MountsInViewTest.class),
                                selectClass(MountsWithoutViewTest.class),
                                selectClass(WarmParentTest.class),
                                selectClass(TimeoutTest.class),
                                selectClass(ShellsInViewTest.class),
                                selectClass(LimitsTest.class))
                        .build(),
                summary);
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        summary.getSummary().printFailuresTo(out, 5);
        out.println("tests succeeded: " + summary.getSummary().getTestsSucceededCount());
        out.println("tests aborted: " + summary.getSummary().getTestsAbortedCount());
        out.println("tests failed: " + summary.getSummary().getTestsFailedCount());
        System.exit(summary.getSummary().getTestsFailedCount() == 0 ? 0 : 1);
    }
}
