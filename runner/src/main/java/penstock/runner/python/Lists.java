package penstock.runner.python;

import java.util.ArrayList;
import java.util.List;

/** Command lines are put together from parts. */
final class Lists {
    private Lists() {}

    @SafeVarargs
    static List<String> concat(List<String>... parts) {
        List<String> all = new ArrayList<>();
        for (List<String> part : parts) {
            all.addAll(part);
        }
        return List.copyOf(all);
    }
}
