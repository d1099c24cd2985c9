package penstock.server.backup;

import java.util.List;

/** What a backup is made of: a head, files, and the list of their digests. */
final class Layout {

    static final int FORMAT = 1;

    /** The first entry. */
    static final String HEAD = "penstock-backup.json";

    /** The last entry: a line for each file. */
    static final String DIGESTS = "penstock-digests.txt";

    static final String DATABASE = "penstock.db";

    static final String ARTIFACTS = "artifacts";

    /** Small files that a folder has beside its database; without the keys its secrets are lost. */
    static final List<String> FILES = List.of("penstock.yaml", "secrets.key", "page-token.key");

    /** Folders taken as they are; attempts, environments and downloads can be made again. */
    static final List<String> FOLDERS = List.of("logs", "volumes", "workspaces");

    private Layout() {}
}
