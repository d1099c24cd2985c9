package penstock.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells one start of this machine from another; empty where the system has no such thing. */
final class BootId {

    static final String CURRENT = read();

    private BootId() {}

    private static String read() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
