package penstock.bench;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The lists that are measured. */
final class ListCases {

    private static final int DEEP_PAGES = 500;
    private static final int LARGE_PAGE = 200;
    private static final String RUNS = "/apis/v2beta1/runs?page_size=20";
    private static final String NEWEST = "created_at desc";
    private static final String NEWEST_SQL = "created_at DESC, run_id DESC";
    private static final String NAME_SQL = "LOWER(REPLACE(display_name, '_', '!'))";

    private final Crowd.Size size;
    private final int half;

    private ListCases(Crowd.Size size) {
        this.size = size;
        this.half = size.runs() / 2;
    }

    /** A list and what SQL alone would be asked for its rows. */
    record Case(String what, String path, String sql) {}

    static List<Case> of(Crowd.Size size, Site site) throws IOException, InterruptedException {
        ListCases lists = new ListCases(size);
        List<Case> cases = new ArrayList<>(lists.ordered());
        cases.add(lists.deep(site));
        cases.addAll(lists.filtered());
        cases.addAll(lists.named());
        cases.addAll(lists.timed());
        cases.addAll(catalogue());
        return cases;
    }

    private List<Case> ordered() {
        return List.of(
                runs("newest", NEWEST, "", "1 = 1", NEWEST_SQL),
                runs("oldest", "created_at", "", "1 = 1", "created_at, run_id"),
                runs("by name", "name", "", "1 = 1", NAME_SQL + ", run_id"),
                runs(
                        "by name, backwards",
                        "name desc",
                        "",
                        "1 = 1",
                        NAME_SQL + " DESC, run_id DESC"),
                runs(
                        "last finished",
                        "finished_at desc",
                        "",
                        "1 = 1",
                        "COALESCE(finished_at, 0) DESC, run_id DESC"));
    }

    private List<Case> filtered() {
        return List.of(
                runs(
                        "not archived",
                        NEWEST,
                        predicate("storage_state", "NOT_EQUALS", "ARCHIVED"),
                        "archived = 0",
                        NEWEST_SQL),
                runs(
                        "failed",
                        NEWEST,
                        predicate("state", "EQUALS", "FAILED"),
                        "phase = 'FAILED'",
                        NEWEST_SQL),
                new Case(
                        "of an experiment",
                        RUNS
                                + "&sort_by="
                                + encoded(NEWEST)
                                + "&experiment_id="
                                + Crowd.experimentId(7),
                        "SELECT * FROM runs WHERE experiment_id = '"
                                + Crowd.experimentId(7)
                                + "' ORDER BY created_at DESC, run_id DESC LIMIT 20"),
                runs(
                        "of a pipeline version",
                        NEWEST,
                        predicate("pipeline_version_id", "EQUALS", Crowd.versionId(7)),
                        "COALESCE(pipeline_version_id, '') = '" + Crowd.versionId(7) + "'",
                        NEWEST_SQL));
    }

    private List<Case> named() {
        String rare = "el " + (size.runs() - 9);
        String name = Crowd.runName(half);
        return List.of(
                runs(
                        "a name that many have a part of",
                        NEWEST,
                        predicate("name", "IS_SUBSTRING", "train"),
                        "display_name LIKE '%train%'",
                        NEWEST_SQL),
                runs(
                        "a name that one has a part of",
                        NEWEST,
                        predicate("name", "IS_SUBSTRING", rare),
                        "display_name LIKE '%" + rare + "%'",
                        NEWEST_SQL),
                runs(
                        "one name",
                        NEWEST,
                        predicate("name", "EQUALS", name),
                        NAME_SQL + " = '" + name + "'",
                        "run_id"));
    }

    private List<Case> timed() {
        String middle = Crowd.createdAt(half).toString();
        long nanos = nanos(half);
        return List.of(
                runs(
                        "since the middle",
                        NEWEST,
                        predicate("created_at", "GREATER_THAN_EQUALS", middle),
                        "created_at >= " + nanos,
                        NEWEST_SQL),
                runs(
                        "finished since the middle",
                        NEWEST,
                        predicate("finished_at", "GREATER_THAN_EQUALS", middle),
                        "finished_at >= " + nanos,
                        NEWEST_SQL));
    }

    private static List<Case> catalogue() {
        String page = "?page_size=20&sort_by=" + encoded(NEWEST);
        return List.of(
                new Case(
                        "pipelines",
                        "/apis/v2beta1/pipelines" + page,
                        "SELECT * FROM pipelines WHERE namespace = ''"
                                + " ORDER BY created_at DESC, pipeline_id DESC LIMIT 20"),
                new Case(
                        "pipelines, one name",
                        "/apis/v2beta1/pipelines"
                                + page
                                + "&filter="
                                + encoded(predicate("name", "EQUALS", "train-pipeline-8")),
                        "SELECT * FROM pipelines WHERE namespace = ''"
                                + " AND LOWER(REPLACE(name, '_', '!')) = 'train-pipeline-8'"),
                new Case(
                        "versions of a pipeline",
                        "/apis/v2beta1/pipelines/" + Crowd.pipelineId(7) + "/versions" + page,
                        "SELECT * FROM pipeline_versions WHERE pipeline_id = '"
                                + Crowd.pipelineId(7)
                                + "' ORDER BY created_at DESC, version_id DESC LIMIT 20"),
                new Case(
                        "experiments",
                        "/apis/v2beta1/experiments" + page,
                        "SELECT * FROM experiments WHERE namespace = ''"
                                + " ORDER BY created_at DESC LIMIT 20"));
    }

    private static Case runs(String what, String sort, String filter, String where, String order) {
        return new Case(
                what,
                RUNS
                        + "&sort_by="
                        + encoded(sort)
                        + (filter.isEmpty() ? "" : "&filter=" + encoded(filter)),
                "SELECT * FROM runs WHERE namespace = '' AND "
                        + where
                        + " ORDER BY "
                        + order
                        + " LIMIT 20");
    }

    /** A page behind some hundred others. */
    private Case deep(Site site) throws IOException, InterruptedException {
        String path = "/apis/v2beta1/runs?page_size=" + LARGE_PAGE + "&sort_by=" + encoded(NEWEST);
        String next = path;
        String token = "";
        int pages = Math.min(DEEP_PAGES, size.runs() / LARGE_PAGE / 2);
        for (int i = 0; i < pages; i++) {
            token = site.get(next).path("next_page_token").asText();
            next = path + "&page_token=" + token;
        }
        return new Case(
                "after %,d of the newest".formatted(pages * LARGE_PAGE),
                RUNS + "&page_token=" + token,
                "SELECT * FROM runs WHERE namespace = '' AND created_at < "
                        + nanos(size.runs() - pages * LARGE_PAGE)
                        + " ORDER BY created_at DESC, run_id DESC LIMIT 20");
    }

    private static long nanos(int run) {
        return Crowd.createdAt(run).getEpochSecond() * 1_000_000_000L;
    }

    private static String predicate(String key, String operation, String value) {
        return "{\"predicates\":[{\"key\":\"%s\",\"operation\":\"%s\",\"string_value\":\"%s\"}]}"
                .formatted(key, operation, value);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
